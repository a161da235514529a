package io.jcacheredis.internal.cache;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeptValue;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes what lies in the store. What can't be decoded is counted; then a strict cache throws a {@link CodecException}, and
 * one that degrades acts as if it were missing. Thread-safe.
 */
final class EntryReader<K, V> {

    private static final Logger log = LoggerFactory.getLogger(EntryReader.class);

    private final String cacheName;
    private final EntryCodec<K, V> codec;
    private final EntryStore store;
    private final CacheStatistics statistics;
    private final OnFailure onFailure;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean toldOfVersions = new AtomicBoolean();

    EntryReader(CacheParts<K, V> parts) {
        this.cacheName = parts.name();
        this.codec = parts.codec();
        this.store = parts.store();
        this.statistics = parts.statistics();
        this.onFailure = parts.onFailure();
    }

    /** The value that a read found, or null if it found none or none that can be read: see {@link #value(byte[], byte[])}. */
    @Nullable
    V value(byte[] entryKey, Outcome read) {
        if (read instanceof KeptValue kept) {
            return value(entryKey, kept);
        }
        byte[] bytes = read.prior();
        if (bytes == null) {
            return null;
        }
        // An event tells of what expired, from the same bytes.
        return value(entryKey, read.expired() ? bytes.clone() : bytes);
    }

    @SuppressWarnings("unchecked") // only values of this cache are left there
    private @Nullable V value(byte[] entryKey, KeptValue kept) {
        Object shared = kept.shared();
        V value = shared == null ? value(entryKey, kept.prior()) : (V) shared;
        if (value != null) {
            statistics.foundNear();
            if (shared == null && Immutables.contain(value)) {
                kept.share(value);
            }
        }
        return value;
    }

    /**
     * The value of an entry, or null if it counts as missing. The entry is removed then, if it is still the same: one round
     * trip.
     *
     * @param bytes go into the value: nobody else may use them
     */
    @Nullable
    V value(byte[] entryKey, byte[] bytes) {
        V value = decoded(bytes);
        if (value == null) {
            try {
                store.apply(entryKey, Mutation.remove(bytes, Report.NOTHING));
            } catch (CacheException e) {
                log.debug("Cache '{}': an entry that can't be read could not be removed", cacheName, e);
            }
        }
        return value;
    }

    /** A value that the entry has no more, or null if it can't be read; the bytes stay as they are. */
    @Nullable
    V value(byte[] bytes) {
        return decoded(bytes.clone());
    }

    private @Nullable V decoded(byte[] bytes) {
        try {
            return codec.value(bytes);
        } catch (CodecException e) {
            note(e);
            return null;
        }
    }

    /** A key, or null if somebody else wrote it: no call of ours can mean it. */
    @Nullable
    K key(byte[] bytes) {
        try {
            return codec.key(bytes);
        } catch (CodecException e) {
            note(e);
            return null;
        }
    }

    private void note(CodecException failure) {
        statistics.unreadable();
        if (onFailure == OnFailure.STRICT) {
            throw failure;
        }
        boolean otherVersion = failure.reason() == CodecException.Reason.OTHER_VERSION;
        if (!(otherVersion ? toldOfVersions : warned).compareAndSet(false, true)) {
            log.debug("Cache '{}' has an entry that can't be read and counts as missing", cacheName, failure);
        } else if (otherVersion) {
            log.info(
                    "Entries of another schema version count as missing, as they are meant to, and as CacheUnreadableEntries: {}",
                    failure.getMessage());
        } else {
            warn(failure);
        }
    }

    private void warn(CodecException failure) {
        log.warn(
                "Cache '{}' has an entry that can't be read and counts as missing; further ones are counted as"
                        + " CacheUnreadableEntries of its statistics, which JMX shows if they are enabled. Usually another program, or an older or newer"
                        + " version of this one, wrote it",
                cacheName,
                failure);
    }
}
