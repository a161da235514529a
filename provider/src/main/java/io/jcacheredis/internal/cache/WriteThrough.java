package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Outcome;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The way of changes into a cache: with a writer {@linkplain WriterFirst by the writer}, without one {@linkplain CacheOnly
 * straight}. Operations say what they want changed, and hear what came of it.
 */
sealed interface WriteThrough<K, V> permits CacheOnly, WriterFirst {

    static <K, V> WriteThrough<K, V> of(CacheParts<K, V> parts, Effects<K, V> effects, CacheOnly<K, V> cache) {
        Writing<K, V> writing = parts.writing();
        return writing == null ? cache : new WriterFirst<>(writing, parts, effects, cache);
    }

    /**
     * Changes an entry, counts and publishes; but not that an entry {@link Outcome.Differs}: the caller may find it equal.
     *
     * @param value what the writer gets; null for a removal
     * @throws CacheWriterException if the writer failed; the entry is unchanged
     */
    Outcome change(Operation operation, K key, KeyedMutation change, @Nullable V value);

    /**
     * Changes many entries unconditionally, counts and publishes.
     *
     * @param values what the writer gets; null for removals
     * @throws CacheWriterException if the writer failed for some entries; the others are changed
     */
    void changeAll(Operation operation, Map<K, KeyedMutation> changes, @Nullable Map<K, V> values);

    /** What the writer is told by the runs of an entry processor, which commits the changes itself. */
    ProcessorWrites<K, V> byProcessor(K key, byte[] entryKey);

    /** Runs the action, which makes these changes, when it is the turn of this thread for their entries. */
    <T> T inTurn(Collection<KeyedMutation> changes, Supplier<T> action);

    /** Whether nobody hears of changes, neither a writer nor a listener, here or in another JVM. */
    boolean unheard();
}
