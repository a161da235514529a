package io.jcacheredis.internal.cache;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.KeptValue;
import io.jcacheredis.internal.store.KeptValues;
import org.jspecify.annotations.Nullable;

/**
 * The shortest way to what is kept in this JVM and can be shared: as Redis is not asked, nothing of what guards a call is needed. Thread-safe.
 */
final class NearReads<K, V> {

    private final EntryCodec<K, V> codec;
    private final KeptValues kept;
    private final CacheStatistics statistics;

    NearReads(CacheParts<K, V> parts) {
        this.codec = parts.codec();
        this.kept = parts.kept();
        this.statistics = parts.statistics();
    }

    /** A value that is here, or null: then it is to be asked for as usual. */
    @Nullable
    @SuppressWarnings("unchecked") // only values of this cache are left there
    V get(K key) {
        if (kept == KeptValues.NONE) {
            return null;
        }
        long start = statistics.start();
        KeptValue value = find(key);
        Object shared = value == null ? null : value.shared();
        if (shared != null) {
            statistics.foundNear();
            statistics.lookedUp(1, 0, start);
        }
        return (V) shared;
    }

    /** None for a key that can't be written: who asks as usual hears of that. */
    private @Nullable KeptValue find(K key) {
        String text;
        try {
            text = codec.keyText(key);
        } catch (CodecException | ClassCastException e) {
            return null;
        }
        return kept.find(text);
    }
}
