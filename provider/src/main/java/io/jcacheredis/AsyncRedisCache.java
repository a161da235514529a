package io.jcacheredis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a {@link RedisCache} for callers that do not wait: what {@link RedisCache#async} gives. Each does what its namesake does,
 * and returns a stage at once, without having waited for Redis.
 *
 * <ul>
 *   <li><strong>Errors.</strong> A stage ends with the very exception that the namesake throws, whichever it is: a null or another argument
 *       that it refuses, a closed cache, a Redis that can't be reached, what code of users threw. These methods themselves throw nothing.
 *   <li><strong>Arguments.</strong> Sets, maps and arrays are copied before a method returns, and may then be changed; keys and values are
 *       not, and must not be changed before the stage has ended.
 *   <li><strong>Order.</strong> Calls run at the same time and in any order, those of one thread and one key too. Where the order
 *       matters, the second one is begun by {@code thenCompose} of the first.
 *   <li><strong>Threads.</strong> A call runs in a thread of the provider: from JDK 24 on a virtual one of its own, before that one of 64, and
 *       more only where all of those wait for other calls. Loaders, writers, processors, functions and synchronous listeners run in that
 *       thread and may wait for other calls of this kind. So does what depends on a stage, unless it has an executor ({@code
 *       thenApplyAsync}) or the stage had ended before: it holds nothing of the cache's, but should not block for long.
 *   <li><strong>End.</strong> {@code close} waits for the calls that were begun before, for as long as for any other. Later ones end with
 *       an {@link IllegalStateException}. A call can't be taken back: to cancel a future that was made of a stage, or to complete it, concerns
 *       that future only.
 * </ul>
 *
 * <p>All methods may be called by any thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface AsyncRedisCache<K, V> {

    /** As {@link Cache#get}: null if there is no entry. */
    CompletionStage<@Nullable V> get(K key);

    /** As {@link Cache#getAll}. */
    CompletionStage<Map<K, V>> getAll(Set<? extends K> keys);

    /** As {@link Cache#containsKey}. */
    CompletionStage<Boolean> containsKey(K key);

    /** As {@link Cache#put}. */
    CompletionStage<@Nullable Void> put(K key, V value);

    /** As {@link RedisCache#put(Object, Object, Duration, String...)}. */
    CompletionStage<@Nullable Void> put(K key, V value, Duration timeToLive, String... tags);

    /** As {@link Cache#putAll}. */
    CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> map);

    /** As {@link Cache#putIfAbsent}. */
    CompletionStage<Boolean> putIfAbsent(K key, V value);

    /** As {@link Cache#replace(Object, Object)}. */
    CompletionStage<Boolean> replace(K key, V value);

    /** As {@link Cache#replace(Object, Object, Object)}. */
    CompletionStage<Boolean> replace(K key, V oldValue, V newValue);

    /** As {@link Cache#remove(Object)}. */
    CompletionStage<Boolean> remove(K key);

    /** As {@link Cache#remove(Object, Object)}. */
    CompletionStage<Boolean> remove(K key, V oldValue);

    /** As {@link Cache#getAndPut}: null if there was no entry. */
    CompletionStage<@Nullable V> getAndPut(K key, V value);

    /** As {@link Cache#getAndRemove}: null if there was no entry. */
    CompletionStage<@Nullable V> getAndRemove(K key);

    /** As {@link Cache#getAndReplace}: null if there was no entry. */
    CompletionStage<@Nullable V> getAndReplace(K key, V value);

    /** As {@link Cache#removeAll(Set)}. */
    CompletionStage<@Nullable Void> removeAll(Set<? extends K> keys);

    /** As {@link Cache#removeAll()}. */
    CompletionStage<@Nullable Void> removeAll();

    /** As {@link RedisCache#clear}. */
    CompletionStage<@Nullable Void> clear();

    /** As {@link RedisCache#invoke}. */
    <T> CompletionStage<@Nullable T> invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments);

    /** As {@link RedisCache#invokeAll}. */
    <T> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments);

    /** As {@link RedisCache#getOrLoad(Object, Function)}: the function runs in a thread of the provider. */
    CompletionStage<@Nullable V> getOrLoad(K key, Function<? super K, ? extends @Nullable V> function);

    /** As {@link RedisCache#getOrLoad(Object, Function, Duration)}: the function runs in a thread of the provider. */
    CompletionStage<@Nullable V> getOrLoad(
            K key, Function<? super K, ? extends @Nullable V> function, Duration timeToLive);

    /** As {@link RedisCache#putThrough(Object, Object, Consumer)}: the consumer runs in a thread of the provider. */
    CompletionStage<@Nullable Void> putThrough(K key, V value, Consumer<? super V> consumer);

    /** As {@link RedisCache#putThrough(Object, Object, Consumer, Duration)}: the consumer runs in a thread of the provider. */
    CompletionStage<@Nullable Void> putThrough(K key, V value, Consumer<? super V> consumer, Duration timeToLive);

    /** As {@link RedisCache#timeToLive}. */
    CompletionStage<Optional<Duration>> timeToLive(K key);

    /** As {@link RedisCache#purge(String)}. */
    CompletionStage<Long> purge(String globPattern);

    /** As {@link RedisCache#purge(String, PurgeOptions)}. Where a rate was asked for, the call keeps its thread for that long. */
    CompletionStage<Long> purge(String globPattern, PurgeOptions options);

    /** As {@link RedisCache#purgeByTag(String...)}. */
    CompletionStage<Long> purgeByTag(String... tags);

    /** As {@link RedisCache#purgeByTag(Set, PurgeOptions)}. Where a rate was asked for, the call keeps its thread for that long. */
    CompletionStage<Long> purgeByTag(Set<String> tags, PurgeOptions options);

    /** As {@link RedisCache#size}. */
    CompletionStage<Long> size();
}
