package io.jcacheredis.internal.cache;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.AsyncRedisCache;
import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** What users call who don't wait: each method is its namesake of the cache, later. */
final class AsyncFacade<K, V> implements AsyncRedisCache<K, V> {

    private final RedisCache<K, V> cache;
    private final Later later;

    AsyncFacade(RedisCache<K, V> cache, Later later) {
        this.cache = cache;
        this.later = later;
    }

    private static <E> Supplier<Set<E>> copied(Set<? extends E> keys) {
        return () -> new LinkedHashSet<>(requireNonNull(keys, "keys"));
    }

    @SuppressWarnings("NullAway") // what null means, the cache says
    private static <E> Supplier<E[]> copied(E[] array) {
        return () -> array == null ? null : array.clone();
    }

    @Override
    public CompletionStage<@Nullable V> get(K key) {
        return later.call(() -> cache.get(key));
    }

    @Override
    public CompletionStage<Map<K, V>> getAll(Set<? extends K> keys) {
        return later.call(copied(keys), copy -> cache.getAll(copy));
    }

    @Override
    public CompletionStage<Boolean> containsKey(K key) {
        return later.call(() -> cache.containsKey(key));
    }

    @Override
    public CompletionStage<@Nullable Void> put(K key, V value) {
        return later.run(() -> cache.put(key, value));
    }

    @Override
    public CompletionStage<@Nullable Void> put(K key, V value, Duration timeToLive, String... tags) {
        return later.run(copied(tags), copy -> cache.put(key, value, timeToLive, copy));
    }

    @Override
    public CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> map) {
        return later.run(() -> new LinkedHashMap<K, V>(requireNonNull(map, "map")), copy -> cache.putAll(copy));
    }

    @Override
    public CompletionStage<Boolean> putIfAbsent(K key, V value) {
        return later.call(() -> cache.putIfAbsent(key, value));
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V value) {
        return later.call(() -> cache.replace(key, value));
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V oldValue, V newValue) {
        return later.call(() -> cache.replace(key, oldValue, newValue));
    }

    @Override
    public CompletionStage<Boolean> remove(K key) {
        return later.call(() -> cache.remove(key));
    }

    @Override
    public CompletionStage<Boolean> remove(K key, V oldValue) {
        return later.call(() -> cache.remove(key, oldValue));
    }

    @Override
    public CompletionStage<@Nullable V> getAndPut(K key, V value) {
        return later.call(() -> cache.getAndPut(key, value));
    }

    @Override
    public CompletionStage<@Nullable V> getAndRemove(K key) {
        return later.call(() -> cache.getAndRemove(key));
    }

    @Override
    public CompletionStage<@Nullable V> getAndReplace(K key, V value) {
        return later.call(() -> cache.getAndReplace(key, value));
    }

    @Override
    public CompletionStage<@Nullable Void> removeAll(Set<? extends K> keys) {
        return later.run(copied(keys), copy -> cache.removeAll(copy));
    }

    @Override
    public CompletionStage<@Nullable Void> removeAll() {
        return later.run(() -> cache.removeAll());
    }

    @Override
    public CompletionStage<@Nullable Void> clear() {
        return later.run(cache::clear);
    }

    @Override
    public <T> CompletionStage<@Nullable T> invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return later.call(copied(arguments), copy -> cache.invoke(key, entryProcessor, copy));
    }

    @Override
    public <T> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return later.call(
                () -> new SimpleEntry<>(
                        AsyncFacade.<K>copied(keys).get(), copied(arguments).get()),
                copy -> cache.invokeAll(copy.getKey(), entryProcessor, copy.getValue()));
    }

    @Override
    public CompletionStage<@Nullable V> getOrLoad(K key, Function<? super K, ? extends @Nullable V> function) {
        return later.call(() -> cache.getOrLoad(key, function));
    }

    @Override
    public CompletionStage<@Nullable V> getOrLoad(
            K key, Function<? super K, ? extends @Nullable V> function, Duration timeToLive) {
        return later.call(() -> cache.getOrLoad(key, function, timeToLive));
    }

    @Override
    public CompletionStage<@Nullable Void> putThrough(K key, V value, Consumer<? super V> consumer) {
        return later.run(() -> cache.putThrough(key, value, consumer));
    }

    @Override
    public CompletionStage<@Nullable Void> putThrough(
            K key, V value, Consumer<? super V> consumer, Duration timeToLive) {
        return later.run(() -> cache.putThrough(key, value, consumer, timeToLive));
    }

    @Override
    public CompletionStage<Optional<Duration>> timeToLive(K key) {
        return later.call(() -> cache.timeToLive(key));
    }

    @Override
    public CompletionStage<Long> purge(String globPattern) {
        return later.call(() -> cache.purge(globPattern));
    }

    @Override
    public CompletionStage<Long> purge(String globPattern, PurgeOptions options) {
        return later.call(() -> cache.purge(globPattern, options));
    }

    @Override
    public CompletionStage<Long> purgeByTag(String... tags) {
        return later.call(copied(tags), cache::purgeByTag);
    }

    @Override
    public CompletionStage<Long> purgeByTag(Set<String> tags, PurgeOptions options) {
        return later.call(
                () -> new LinkedHashSet<>(requireNonNull(tags, "tags")), copy -> cache.purgeByTag(copy, options));
    }

    @Override
    public CompletionStage<Long> size() {
        return later.call(cache::size);
    }

    @Override
    public String toString() {
        return "asynchronous " + cache;
    }
}
