package io.jcacheredis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose entries lie in Redis, one readable key each, shared with every JVM that opens it. What {@code
 * cache.unwrap(RedisCache.class)} gives.
 *
 * <p>All methods may be called by any thread. A key or value that is null is a {@link NullPointerException}, a closed
 * cache an {@link IllegalStateException}, and a Redis that can't be reached, is late or refuses a {@link
 * javax.cache.CacheException} that says what to do.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface RedisCache<K, V> extends Cache<K, V> {

    /**
     * The time that an entry has left, by the clock of Redis: one round trip. It is not an access.
     *
     * @return empty if there is no entry; {@code ChronoUnit.FOREVER.getDuration()} if it never expires
     */
    Optional<Duration> timeToLive(K key);

    /** The Redis key of an entry, as {@code redis-cli} shows it. No round trip; the entry need not exist. */
    String redisKey(K key);

    /**
     * Runs a processor on an entry, atomically across JVMs: see {@link Cache#invoke}.
     *
     * <p>The processor runs in this JVM on the entry as it was read, and its effect is committed only if the entry is still
     * the same. If another JVM was faster, the processor <em>runs again</em> on what the entry is now, and the results of
     * earlier runs are dropped. It should therefore have no effect but on its entry. It need not be serializable. Threads
     * of one JVM take turns on a key. Usually two round trips, one if it only sets or only reads.
     */
    @Override
    <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments);

    /** Runs a processor on each entry, each run atomic in itself as by {@link #invoke}. */
    @Override
    <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments);

    /**
     * Removes all entries, also those that other JVMs put, without events and without the writer. Walks over the whole
     * keyspace of the Redis database in bounded steps, so it costs as many as there are keys in it, of this cache or not.
     * An entry that was written before the call is removed, one that is written after the return stays.
     */
    @Override
    void clear();
}
