package io.jcacheredis.internal.cache;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.AsyncRedisCache;
import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Tags;
import io.jcacheredis.internal.store.TimeToLive;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** What users call: a cache of the specification, and what {@link RedisCache} adds to it. */
public final class CacheFacade<K, V> extends StandardFacade<K, V> implements RedisCache<K, V> {

    private final Purging purging;
    private final AsyncRedisCache<K, V> async;

    /**
     * A cache that is open.
     *
     * @param configuration the cache's own copy
     * @param onClose what else ends with the cache; run once
     */
    public CacheFacade(
            CacheManager manager, RedisConfiguration<K, V> configuration, CacheParts<K, V> parts, Runnable onClose) {
        super(manager, configuration, parts, onClose);
        this.purging = new Purging(parts, effects);
        this.async = new AsyncFacade<>(this, later(parts.callThreads()));
    }

    @Override
    public RedisCacheStatisticsMXBean statistics() {
        return parts.statistics();
    }

    @Override
    public AsyncRedisCache<K, V> async() {
        return async;
    }

    @Override
    public Optional<Duration> timeToLive(K key) {
        OptionalLong millis = observed(
                "timeToLive", () -> parts.store().timeToLive(parts.codec().key(given(key))));
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        boolean eternal = millis.getAsLong() == Long.MAX_VALUE;
        return Optional.of(eternal ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(millis.getAsLong()));
    }

    @Override
    public String redisKey(K key) {
        return whileOpen(() -> parts.keyStart() + parts.codec().keyText(given(key)));
    }

    @Override
    public long purge(String globPattern) {
        return purge(globPattern, PurgeOptions.DEFAULTS);
    }

    @Override
    public long purge(String globPattern, PurgeOptions options) {
        return purge(KeyPattern.of(requireNonNull(globPattern, "globPattern")), options);
    }

    /** The same for a pattern that need not be a text. */
    public long purge(KeyPattern pattern, PurgeOptions options) {
        requireNonNull(options, "options");
        return observed("purge", () -> purging.purge(pattern, options));
    }

    @Override
    public void put(K key, V value, Duration timeToLive, String... tags) {
        TimeToLive life = life(timeToLive);
        Tags given = Tags.of(List.of(tags));
        observed("put", () -> entries.put(given(key), requireNonNull(value, "value"), life, given, changes));
    }

    @Override
    public @Nullable V getOrLoad(K key, Function<? super K, ? extends @Nullable V> function, Duration timeToLive) {
        TimeToLive life = life(timeToLive);
        requireNonNull(function, "function");
        return observed("getOrLoad", () -> entries.getOrLoad(given(key), () -> function.apply(key), life));
    }

    @Override
    public @Nullable V getOrLoad(K key, Function<? super K, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return observed("getOrLoad", () -> entries.getOrLoad(given(key), () -> function.apply(key)));
    }

    @Override
    public void putThrough(K key, V value, Consumer<? super V> consumer, Duration timeToLive) {
        TimeToLive life = life(timeToLive);
        WriteThrough<K, V> writes = through(consumer);
        observed("putThrough", () -> entries.put(given(key), requireNonNull(value, "value"), life, Tags.NONE, writes));
    }

    @Override
    public void putThrough(K key, V value, Consumer<? super V> consumer) {
        WriteThrough<K, V> writes = through(consumer);
        observed("putThrough", () -> entries.write(Operation.PUT, given(key), requireNonNull(value, "value"), writes));
    }

    private WriteThrough<K, V> through(Consumer<? super V> consumer) {
        return through(new ConsumerWriter<>(requireNonNull(consumer, "consumer")));
    }

    private static TimeToLive life(Duration timeToLive) {
        if (requireNonNull(timeToLive, "timeToLive").compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a time to live is at least a millisecond, not " + timeToLive);
        }
        boolean isForEver = timeToLive.compareTo(Duration.ofMillis(TimeToLive.LONGEST_MILLIS)) > 0;
        return isForEver ? TimeToLive.Special.ETERNAL : new TimeToLive.Finite(timeToLive.toMillis());
    }

    @Override
    public long purgeByTag(String... tags) {
        return purge(Tags.ofAny(List.of(tags)), PurgeOptions.DEFAULTS);
    }

    @Override
    public long purgeByTag(Set<String> tags, PurgeOptions options) {
        return purge(Tags.ofAny(requireNonNull(tags, "tags")), options);
    }

    /** The same for tags that were looked at already. */
    public long purge(Tags anyOf, PurgeOptions options) {
        requireNonNull(options, "options");
        return observed("purgeByTag", () -> purging.purge(anyOf, options));
    }

    /**
     * Tells the listeners what another JVM did to an entry. They are called by this thread.
     *
     * @param written the bytes that it set, or null
     * @throws io.jcacheredis.codec.CodecException if the key can't be read and the cache is strict
     */
    public void hear(byte[] entryKey, Outcome outcome, byte @Nullable [] written) {
        effects.hear(entryKey, outcome, written);
    }

    /** Tells the listeners that they may have missed events of other JVMs, so many at least. */
    public void miss(long atLeast) {
        parts.listeners().miss(this, atLeast);
    }

    @Override
    public long size() {
        return observed("size", () -> purging.purge(KeyPattern.ALL, PurgeOptions.DEFAULTS.asDryRun()));
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException(
                "a cache can't be unwrapped as " + type.getName() + "; use " + RedisCache.class.getName());
    }
}
