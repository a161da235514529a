package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.examples.property.cache.CacheKey;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import javax.cache.CacheManager;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.stereotype.Component;

/**
 * Hits, misses, invalidations and the hit rate by type of key, which is the cache's name; also what was answered without
 * Redis. They are the caches' own statistics, of this instance. Spring Boot adds Micrometer's usual {@code cache.gets} and
 * more.
 */
@Component
final class CacheMeters implements MeterBinder {

    private static final List<String> KEY_TYPES =
            List.of(CacheKey.DETAIL, CacheKey.SCORE, CacheKey.TIMELINE, CacheKey.LIST);

    private final CacheManager manager;
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    CacheMeters(CacheManager manager) {
        this.manager = manager;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String keyType : KEY_TYPES) {
            RedisCacheStatisticsMXBean statistics = statistics(keyType);
            count("cache.hits", keyType, statistics, RedisCacheStatisticsMXBean::getCacheHits, registry);
            count("cache.misses", keyType, statistics, RedisCacheStatisticsMXBean::getCacheMisses, registry);
            count("cache.invalidations", keyType, statistics, RedisCacheStatisticsMXBean::getCacheRemovals, registry);
            count("cache.degraded", keyType, statistics, RedisCacheStatisticsMXBean::getCacheDegradedCalls, registry);
            Gauge.builder("cache.hit.ratio", statistics, bean -> bean.getCacheHitPercentage() / 100)
                    .description("Of all look-ups since the start; for those of late, rate() of hits and misses")
                    .tag("key.type", keyType)
                    .register(registry);
        }
    }

    private static void count(
            String name,
            String keyType,
            RedisCacheStatisticsMXBean statistics,
            ToDoubleFunction<RedisCacheStatisticsMXBean> value,
            MeterRegistry registry) {
        FunctionCounter.builder(name, statistics, value)
                .tag("key.type", keyType)
                .register(registry);
    }

    private RedisCacheStatisticsMXBean statistics(String cache) {
        return JMX.newMXBeanProxy(beans, name(cache), RedisCacheStatisticsMXBean.class);
    }

    private ObjectName name(String cache) {
        try {
            ObjectName pattern = new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                    + legal(manager.getURI().toString()) + ",Cache=" + legal(cache) + ",*");
            Set<ObjectName> names = beans.queryNames(pattern, null);
            return names.stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "the cache " + cache + " has no statistics: see statistics in jcache-redis.yaml"));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("the cache " + cache + " has a name that JMX can't show", e);
        }
    }

    /** As JSR-107 has it for names in JMX. */
    private static String legal(String text) {
        return text.replaceAll("[,:=\n]", ".");
    }
}
