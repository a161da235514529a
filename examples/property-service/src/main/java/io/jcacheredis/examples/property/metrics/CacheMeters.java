package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.cache.CacheManager;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.stereotype.Component;

/**
 * Hits, misses, invalidations and the hit rate by type of key, which is the cache's name; also what was answered without
 * Redis. They are the caches' own statistics, of this instance.
 */
@Component
final class CacheMeters implements MeterBinder {

    private static final List<String> KEY_TYPES =
            List.of(EntryKey.DETAIL, EntryKey.SCORE, EntryKey.TIMELINE, EntryKey.LIST);

    // Meters hold on to what they read weakly, so it is this bean that keeps it.
    private final Map<String, RedisCacheStatisticsMXBean> statistics;

    CacheMeters(CacheManager manager) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        statistics = KEY_TYPES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), keyType -> statistics(beans, manager, keyType)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        statistics.forEach((keyType, bean) -> {
            count("cache.hits", keyType, bean, RedisCacheStatisticsMXBean::getCacheHits, registry);
            count("cache.misses", keyType, bean, RedisCacheStatisticsMXBean::getCacheMisses, registry);
            count("cache.invalidations", keyType, bean, RedisCacheStatisticsMXBean::getCacheRemovals, registry);
            count("cache.degraded", keyType, bean, RedisCacheStatisticsMXBean::getCacheDegradedCalls, registry);
            Gauge.builder("cache.hit.ratio", bean, hits -> hits.getCacheHitPercentage() / 100)
                    .description("Of all look-ups since the start; for those of late, rate() of hits and misses")
                    .tag("key.type", keyType)
                    .register(registry);
        });
    }

    private static void count(
            String name,
            String keyType,
            RedisCacheStatisticsMXBean bean,
            ToDoubleFunction<RedisCacheStatisticsMXBean> value,
            MeterRegistry registry) {
        FunctionCounter.builder(name, bean, value).tag("key.type", keyType).register(registry);
    }

    private static RedisCacheStatisticsMXBean statistics(MBeanServer beans, CacheManager manager, String cache) {
        try {
            ObjectName name = new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                    + legal(manager.getURI().toString()) + ",Cache=" + legal(cache));
            if (!beans.isRegistered(name)) {
                throw new IllegalStateException(
                        "the cache " + cache + " has no statistics: see statistics in jcache-redis.yaml");
            }
            return JMX.newMXBeanProxy(beans, name, RedisCacheStatisticsMXBean.class);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("the cache " + cache + " has a name that JMX can't show", e);
        }
    }

    /** As JSR-107 has it for names in JMX. */
    private static String legal(String text) {
        return text.replaceAll("[,:=\n]", ".");
    }
}
