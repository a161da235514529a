package io.jcacheredis;

import io.jcacheredis.internal.store.KeyPattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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

    /**
     * Removes the entries whose keys match a glob pattern, also those that other JVMs put, without events and without the writer.
     * The pattern is held against the keys as Redis has them, without what all keys of this cache begin with: {@code user:*} of
     * the cache {@code profiles} means {@code jcache:profiles:user:*}. In it, {@code *} is any text, {@code ?} any byte,
     * {@code [abc]}, {@code [a-z]} and {@code [^a]} one of a class, and a backslash takes the meaning from what follows. No
     * entry of another cache can match.
     *
     * <p>An entry that was written before the call is removed, one that is written after the return stays, and one that is
     * written meanwhile may go either way. Walks over the whole keyspace of the Redis database, as {@link #clear} does; a
     * pattern without a wildcard is one round trip. What can't be removed because Redis can't be reached is removed before
     * this JVM serves it again, if the cache {@linkplain OnFailure#DEGRADE degrades}; then the result is 0.
     *
     * @return how many entries were removed; also counted as removals in the statistics
     */
    long purge(String globPattern);

    /**
     * The same with limits on how fast it goes, with somebody who is told how far it has come, or as a dry run that removes
     * nothing. Each step of it is a round trip, or two where something matches.
     *
     * @return how many entries were removed, or would be removed
     * @throws javax.cache.CacheException also if the thread is interrupted while it waits for the rate that was asked for;
     *     its flag is kept, and what was removed stays so
     */
    long purge(String globPattern, PurgeOptions options);

    /**
     * A text as a pattern that matches nothing else, for what comes from outside: {@code purge(quoted(id) + ":*")} removes nothing of
     * others, also if the id is {@code *}. No round trip.
     */
    static String quoted(String text) {
        return KeyPattern.escaped(text);
    }

    /**
     * Writes an entry with a time to live of its own, and tags by which it can be {@linkplain #purgeByTag removed}. In all else it
     * is {@link Cache#put}: with the writer, listeners and statistics. The cache's expiry policy is not asked; it goes on to say
     * what later accesses and updates do to the time to live.
     *
     * <p>The tags are written together with the entry, in the same round trip, and cost nothing where there are none. A later
     * {@code put} adds its tags to those that the entry has, and a removal ends them.
     *
     * @param timeToLive at least a millisecond; {@code ChronoUnit.FOREVER.getDuration()} for an entry that never expires
     * @param tags any texts that are not empty; none for an entry without tags
     * @throws IllegalArgumentException if the time to live is shorter, or a tag is empty
     */
    void put(K key, V value, Duration timeToLive, String... tags);

    /**
     * The value of an entry, or what the function gives for it if there is none, which is stored for so long: <em>cache-aside</em>. It
     * works with and without a {@code CacheLoader}, which it does not call.
     *
     * <p>One thread of all JVMs loads an entry at a time. The others wait for what it stores, for 30 s at most; then they load for
     * themselves. So does at once who is loading something already, so that loads can't wait for each other. If the JVM that
     * loads is killed, another one takes over after {@code jcache.redis.load-lease}. What was loaded is not stored if somebody removed
     * or purged the entry meanwhile, as it may be older than that; what somebody put meanwhile stays.
     *
     * <p>One round trip if there is an entry; two more, and the function, if there is none. While Redis can't be reached, each JVM
     * loads for itself, and one thread in it at a time.
     *
     * @param function gives the value, or null if there is none: then nothing is stored. What it throws is thrown, to those who
     *     waited for it in this JVM too
     * @param timeToLive at least a millisecond, as for {@link #put(Object, Object, Duration, String...)}
     * @return null if there is no entry, and the function gives none
     */
    @Nullable
    V getOrLoad(K key, Function<? super K, ? extends @Nullable V> function, Duration timeToLive);

    /**
     * The same for an entry that lives as the cache's expiry policy says of new ones.
     *
     * @param function as {@link #getOrLoad(Object, Function, Duration)} has it
     * @return null if there is no entry, and the function gives none
     */
    @Nullable
    V getOrLoad(K key, Function<? super K, ? extends @Nullable V> function);

    /**
     * Writes a value where it belongs, and then to the cache: <em>write-through</em> by hand. The entry is never older than what the
     * consumer wrote, as with a {@code CacheWriter}: also if JVMs write one entry at the same time, and after a JVM was killed
     * between the two it is gone within {@code jcache.redis.write-fence}. In a cache with a writer, the consumer is called
     * in its place. In a cache without one, that holds among calls of this method and removals: a plain {@code put} at the same time
     * knows nothing of the consumer, and if accesses prolong entries, they also prolong one that a killed JVM left. Two round trips, and
     * the consumer.
     *
     * @param consumer writes the value to the database, say
     * @param timeToLive at least a millisecond, as for {@link #put(Object, Object, Duration, String...)}
     * @throws javax.cache.integration.CacheWriterException with what the consumer threw; the cache is as it was
     */
    void putThrough(K key, V value, Consumer<? super V> consumer, Duration timeToLive);

    /**
     * The same for an entry that lives as the cache's expiry policy says, as after a {@link Cache#put}. A policy that answers differently
     * each time, and one by which an update leaves the time to live alone, may take a round trip more.
     *
     * @param consumer as {@link #putThrough(Object, Object, Consumer, Duration)} has it
     * @throws javax.cache.integration.CacheWriterException with what the consumer threw; the cache is as it was
     */
    void putThrough(K key, V value, Consumer<? super V> consumer);

    /**
     * Removes the entries that were {@linkplain #put(Object, Object, Duration, String...) written} with any of these tags, also
     * those that other JVMs wrote, without events and without the writer. It misses none: an entry whose {@code put} returned
     * before the call is gone when it returns. One that got a tag and was then written without it may go too.
     *
     * <p>Costs as much as there are entries with the tags, whatever else is in the database. In a cluster, each of its 16,384
     * slots is asked besides. What can't be removed because Redis can't be reached is removed later, as by {@link #purge}.
     *
     * @return how many entries were removed; also counted as removals in the statistics
     * @throws IllegalArgumentException if no tag is given, or an empty one
     */
    long purgeByTag(String... tags);

    /**
     * The same with limits on how fast it goes, with somebody who is told how far it has come, or as a dry run that removes nothing. What
     * is looked at here are entries with the tags, and the slots of a cluster are asked beside that. Each step is a round trip, or two in a dry run.
     *
     * <p>It ends, whatever others write meanwhile: where they write entries with a tag faster than it removes them, its steps become
     * larger, and it removes more in a second than was asked for.
     *
     * @return how many entries were removed, or would be removed
     * @throws IllegalArgumentException if no tag is given, or an empty one
     * @throws javax.cache.CacheException also if the thread is interrupted while it waits for the rate that was asked for;
     *     its flag is kept, and what was removed stays so
     */
    long purgeByTag(Set<String> tags, PurgeOptions options);

    /**
     * How many entries there are, those of other JVMs included. Redis does not keep that number: this walks over the whole
     * keyspace of the database in bounded steps, and what is written meanwhile may be counted or not.
     */
    long size();

    /**
     * What is counted of this cache in this JVM, without JMX: whatever the name of the cache, and also while statistics are not enabled, of
     * which most of it is a part. Always the same object, also when the cache is closed. No round trip.
     */
    RedisCacheStatisticsMXBean statistics();

    /** The methods of this cache for callers that do not wait. Always the same object, also when the cache is closed. No round trip. */
    AsyncRedisCache<K, V> async();

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
