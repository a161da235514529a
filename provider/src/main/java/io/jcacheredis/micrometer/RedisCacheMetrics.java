package io.jcacheredis.micrometer;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters of a cache: those that Micrometer has for every cache, with the tag {@code cache}, and what only a cache in Redis has. They read
 * {@link RedisCache#statistics}, so they need no JMX, work for any name, and ask Redis nothing.
 *
 * <p>Hits, misses, puts, removals and loads stand still while the cache's statistics are not enabled, of which the log tells; they
 * may be enabled later. There is no {@code cache.size}, as Redis would have to be searched for it, and no {@code
 * cache.evictions}, as Redis does not say of which cache it evicts.
 *
 * <p>A registry does not keep a cache from being collected. The counters of a cache that is closed stand still, and its gauges are 0; for
 * one that is made anew under its name, they are to be removed from the registry first, as for any binder of Micrometer's.
 */
public final class RedisCacheMetrics extends CacheMeterBinder<Cache<?, ?>> {

    private static final Logger log = LoggerFactory.getLogger(RedisCacheMetrics.class);

    private static final List<Reading<Cache<?, ?>>> METERS = List.of(
            counter("cache.removals", "Entries removed", RedisCacheStatisticsMXBean::getCacheRemovals),
            counter(
                    "cache.load.failures",
                    "Calls of loaders that ended with an exception",
                    RedisCacheStatisticsMXBean::getCacheLoadFailures),
            counter(
                    "cache.degraded",
                    "Entries asked for or changed that were answered without Redis, as it failed",
                    RedisCacheStatisticsMXBean::getCacheDegradedCalls),
            counter(
                    "cache.unreadable",
                    "Entries found that could not be decoded",
                    RedisCacheStatisticsMXBean::getCacheUnreadableEntries),
            gauge(
                    "cache.owed.entries",
                    "Entries changed here that Redis has still to be told of; -1 if that is all entries",
                    RedisCacheStatisticsMXBean::getCacheOwedEntries),
            counter(
                    "cache.near.hits",
                    "Hits found in this JVM, which are hits of cache.gets too",
                    RedisCacheStatisticsMXBean::getCacheNearHits),
            gauge(
                    "cache.near.entries",
                    "Entries that the near cache keeps, about",
                    RedisCacheStatisticsMXBean::getCacheNearEntries),
            counter(
                    "cache.events.remote",
                    "Changes of other JVMs, and entries expired in Redis, of which listeners here heard",
                    RedisCacheStatisticsMXBean::getCacheRemoteEvents),
            counter(
                    "cache.events.missed",
                    "Such events known to have been missed by listeners here",
                    RedisCacheStatisticsMXBean::getCacheMissedEvents));

    private static Reading<Cache<?, ?>> counter(
            String name, String description, ToLongFunction<RedisCacheStatisticsMXBean> value) {
        return Reading.counter(name, description, cache -> value.applyAsLong(statistics(cache)));
    }

    private static Reading<Cache<?, ?>> gauge(
            String name, String description, ToLongFunction<RedisCacheStatisticsMXBean> value) {
        return Reading.gauge(name, description, cache -> cache.isClosed() ? 0 : value.applyAsLong(statistics(cache)));
    }

    /**
     * Meters of a cache, which are in no registry yet.
     *
     * @param tags of each meter, beside the cache's name; those of a registry must all have the same keys
     * @throws IllegalArgumentException if it is not a cache of this provider
     */
    public RedisCacheMetrics(Cache<?, ?> cache, Iterable<Tag> tags) {
        super(requireOurs(cache), cache.getName(), tags);
    }

    private static Cache<?, ?> requireOurs(Cache<?, ?> cache) {
        Objects.requireNonNull(
                cache, "cache: where a manager's getCache has answered null, declare or create it first");
        try {
            RedisCache<?, ?> unused = cache.unwrap(RedisCache.class);
            return cache;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cache '" + cache.getName() + "' is a " + cache.getClass().getName()
                            + ", which has no statistics of ours; Micrometer's JCacheMetrics is for caches of any provider",
                    e);
        }
    }

    /**
     * Adds the meters of a cache to a registry.
     *
     * @param tags as the constructor has them
     *
     * @return the cache itself
     * @throws IllegalArgumentException if it is not a cache of this provider
     */
    public static <C extends Cache<?, ?>> C monitor(MeterRegistry registry, C cache, Iterable<Tag> tags) {
        new RedisCacheMetrics(cache, tags).bindTo(registry);
        return cache;
    }

    private long read(ToLongFunction<RedisCacheStatisticsMXBean> value) {
        Cache<?, ?> cache = getCache();
        return cache == null ? 0 : value.applyAsLong(statistics(cache));
    }

    private static RedisCacheStatisticsMXBean statistics(Cache<?, ?> cache) {
        return cache.unwrap(RedisCache.class).statistics();
    }

    @Override
    protected @Nullable Long size() {
        return null;
    }

    @Override
    protected long hitCount() {
        return read(RedisCacheStatisticsMXBean::getCacheHits);
    }

    @Override
    protected Long missCount() {
        return read(RedisCacheStatisticsMXBean::getCacheMisses);
    }

    @Override
    protected @Nullable Long evictionCount() {
        return null;
    }

    @Override
    protected long putCount() {
        return read(RedisCacheStatisticsMXBean::getCachePuts);
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        Cache<?, ?> cache = getCache();
        if (cache == null) {
            return;
        }
        tellUnlessCounted(cache);
        METERS.forEach(meter -> meter.register(registry, cache, getTagsWithCacheName()));
        FunctionTimer.builder(
                        "cache.loads",
                        cache,
                        source -> statistics(source).getCacheLoads(),
                        source -> statistics(source).getCacheLoadTime(),
                        TimeUnit.MICROSECONDS)
                .tags(getTagsWithCacheName())
                .description("Calls of loaders, and how long they took")
                .register(registry);
    }

    @SuppressWarnings("unchecked") // no class object has type arguments
    private static <K, V> void tellUnlessCounted(Cache<K, V> cache) {
        CompleteConfiguration<K, V> configuration = cache.getConfiguration(CompleteConfiguration.class);
        if (!configuration.isStatisticsEnabled()) {
            log.info(
                    "The statistics of cache '{}' are not enabled, so its meters of hits, misses, puts, removals and loads stand still: set"
                            + " jcache.redis.caches.{}.statistics or jcache.redis.defaults.statistics to true, or call"
                            + " enableStatistics of its manager",
                    cache.getName(),
                    cache.getName());
        }
    }
}
