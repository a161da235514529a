package io.jcacheredis.internal.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jcacheredis.internal.store.KeptValue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Entries that this JVM keeps, as many as fit. What is read is kept only if nothing was heard of a change since a {@link Reservation} that
 * was made before. Safe for use by several threads.
 */
final class NearEntries {

    /** Keys that share a count of changes keep each other from being kept, now and then. A power of two. */
    private static final int STRIPES = 1024;

    /**
     * An entry.
     *
     * @param expiry when it has expired, by {@link System#nanoTime}
     * @param epoch how often all entries had been changed when it was reserved
     */
    private record Kept(KeptValue value, Trust trust, long expiry, long epoch) {}

    /** How much had been heard of an entry when somebody was about to read it. */
    record Reservation(String key, long changes, long epoch) {}

    private final Cache<String, Kept> kept;
    private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
    private final AtomicLong epochs = new AtomicLong();

    /** None yet, and never many more than that. */
    NearEntries(long size) {
        this.kept = Caffeine.newBuilder()
                .maximumSize(size)
                .executor(Runnable::run) // no threads of its own
                .build();
    }

    /** The entry, unless it has expired, or may have been changed, at that time. */
    @Nullable
    KeptValue get(String key, long now) {
        Kept entry = kept.getIfPresent(key);
        if (entry == null) {
            return null;
        }
        if (entry.epoch() == epochs.get()
                && now - entry.expiry() < 0
                && entry.trust().isGiven(now)) {
            return entry.value();
        }
        kept.asMap().remove(key, entry);
        return null;
    }

    /** To be made before an entry is read that is to be kept. */
    Reservation reserve(String key) {
        return new Reservation(key, changes.get(stripe(key)), epochs.get());
    }

    /** Keeps what was read, unless a change was heard of since the reservation. */
    void keep(Reservation reserved, KeptValue value, Trust trust, long expiry) {
        Kept read = new Kept(value, trust, expiry, reserved.epoch());
        // Whoever tells of a change counts it first and removes the entry then, so that he finds this one or it finds
        // his count.
        kept.asMap().compute(reserved.key(), (key, other) -> isUnchanged(reserved) ? read : other);
    }

    private boolean isUnchanged(Reservation reserved) {
        return changes.get(stripe(reserved.key())) == reserved.changes() && epochs.get() == reserved.epoch();
    }

    /** The entry was changed, or may have been. */
    void changed(String key) {
        changes.incrementAndGet(stripe(key));
        kept.asMap().remove(key);
    }

    /** All entries may have been changed. */
    void changedAll() {
        epochs.incrementAndGet(); // by which each is known; that they are removed only gives room
        kept.invalidateAll();
    }

    /** By bits that a table of entries does not use in the same way. */
    private static int stripe(String key) {
        return (key.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(STRIPES));
    }

    /** How many there are, about. */
    long size() {
        kept.cleanUp();
        return kept.estimatedSize();
    }
}
