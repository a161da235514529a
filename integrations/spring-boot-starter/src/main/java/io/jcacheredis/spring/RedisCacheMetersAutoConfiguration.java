package io.jcacheredis.spring;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.micrometer.RedisCacheMetrics;
import io.jcacheredis.micrometer.RedisConnectionMetrics;
import io.jcacheredis.micrometer.RedisDomainEventMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Properties;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Meters of all caches in Redis, whatever their names, of connections and of domain events, by the provider's own binders. Statistics, of which most meters are made, are on for
 * all caches unless Spring's environment says otherwise. What binds the caches of Spring's manager works for one that Spring Boot makes too.
 */
@AutoConfiguration(
        after = RedisCacheAutoConfiguration.class,
        beforeName = "org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, CacheMeterBinderProvider.class})
public final class RedisCacheMetersAutoConfiguration {

    private static final String STATISTICS = "jcache.redis.defaults.statistics";
    /** The bean, without the end that Spring Boot leaves out. */
    private static final String MANAGER = "jCache";

    /** Asked before Spring Boot's for JCache, which refuses names with a colon. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RedisCacheMeterBinderProvider jcacheRedisMeterBinderProvider() {
        return new RedisCacheMeterBinderProvider();
    }

    @Bean
    @Conditional(RedisCacheCondition.class)
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

    /** Of the caches that no manager of Spring's has, be it that there is none, or one of something else: the others are bound by Spring Boot. */
    @Bean
    @ConditionalOnSingleCandidate(RedisCacheManager.class)
    MeterBinder jcacheRedisMeters(RedisCacheManager manager, ObjectProvider<CacheManager> ofSpring) {
        return registry -> {
            Set<Object> bound = nativeCaches(ofSpring);
            manager.caches().stream().filter(cache -> !bound.contains(cache)).forEach(cache -> bind(cache, registry));
        };
    }

    /** Whatever they are, with their identity, as a cache that is a map has none of its own. */
    private static Set<Object> nativeCaches(ObjectProvider<CacheManager> managers) {
        Set<Object> caches = Collections.newSetFromMap(new IdentityHashMap<>());
        for (CacheManager manager : managers) {
            for (String name : manager.getCacheNames()) {
                Cache cache = manager.getCache(name);
                if (cache != null) {
                    caches.add(cache.getNativeCache());
                }
            }
        }
        return caches;
    }

    /** With the tags that Spring Boot's have: some registries want the same ones on all meters of a name. */
    private static void bind(RedisCache<?, ?> cache, MeterRegistry registry) {
        Tags tags = Tags.of("name", cache.getName(), "cache.manager", MANAGER);
        new RedisCacheMetrics(cache, tags).bindTo(registry);
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
