package io.jcacheredis.spring;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.micrometer.RedisCacheMetrics;
import io.jcacheredis.micrometer.RedisConnectionMetrics;
import io.jcacheredis.micrometer.RedisDomainEventMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Properties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Meters of all caches in Redis, whatever their names, of connections and of domain events, by the provider's own binders. Statistics, of which most meters are made, are on for
 * all caches unless settings say otherwise.
 */
@AutoConfiguration(
        after = RedisCacheAutoConfiguration.class,
        beforeName = "org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, CacheMeterBinderProvider.class})
public final class RedisCacheMetersAutoConfiguration {

    private static final String STATISTICS = "jcache.redis.defaults.statistics";

    /** Asked before Spring Boot's for JCache, which refuses names with a colon. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RedisCacheMeterBinderProvider jcacheRedisMeterBinderProvider() {
        return new RedisCacheMeterBinderProvider();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 20) // after the environment, before a program's own
    JCachePropertiesCustomizer jcacheRedisStatisticsCustomizer() {
        return properties -> switchOn(properties);
    }

    private static void switchOn(Properties properties) {
        properties.putIfAbsent(STATISTICS, "true");
    }

    @Bean
    @ConditionalOnSingleCandidate(RedisCacheManager.class)
    @ConditionalOnMissingBean
    RedisConnectionMetrics jcacheRedisConnectionMetrics(RedisCacheManager manager) {
        return new RedisConnectionMetrics(manager, Tags.empty());
    }

    @Bean
    @ConditionalOnSingleCandidate(RedisCacheManager.class)
    @ConditionalOnMissingBean
    RedisDomainEventMetrics jcacheRedisDomainEventMetrics(RedisCacheManager manager) {
        return new RedisDomainEventMetrics(manager, Tags.empty());
    }

    /** Where Spring's caching is not enabled, nobody else binds the caches that there are from the start. */
    @Bean
    @ConditionalOnSingleCandidate(RedisCacheManager.class)
    @ConditionalOnMissingBean(CacheManager.class)
    MeterBinder jcacheRedisMeters(RedisCacheManager manager) {
        return registry -> RedisCaches.of(manager).forEach(cache -> bind(cache, registry));
    }

    private static void bind(RedisCache<?, ?> cache, MeterRegistry registry) {
        new RedisCacheMetrics(cache, Tags.of("name", cache.getName())).bindTo(registry);
    }

    /** The binder of a cache that is in Redis. */
    static final class RedisCacheMeterBinderProvider implements CacheMeterBinderProvider<JCacheCache> {

        @Override
        @SuppressWarnings("NullAway") // null is what Spring Boot expects for a cache of another kind
        public MeterBinder getMeterBinder(JCacheCache cache, Iterable<io.micrometer.core.instrument.Tag> tags) {
            return cache.getNativeCache() instanceof RedisCache<?, ?> redis ? new RedisCacheMetrics(redis, tags) : null;
        }
    }
}
