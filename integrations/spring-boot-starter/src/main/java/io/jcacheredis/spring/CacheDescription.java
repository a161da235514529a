package io.jcacheredis.spring;

import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.RedisConfiguration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A cache as the endpoint shows it.
 *
 * @param settings what it is set to
 * @param statistics what this JVM has counted since the cache was opened
 */
public record CacheDescription(Map<String, Object> settings, Map<String, Object> statistics) {

    private static final String OF_JSR_107 = "javax.cache.expiry.";

    @SuppressWarnings("unchecked") // a class literal has no types
    static CacheDescription of(RedisCache<?, ?> cache) {
        RedisConfiguration<?, ?> configuration = cache.getConfiguration(RedisConfiguration.class);
        return new CacheDescription(settings(configuration), statistics(cache.statistics()));
    }

    private static Map<String, Object> settings(RedisConfiguration<?, ?> configuration) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("keyType", configuration.getKeyType().getName());
        settings.put("valueType", configuration.getValueType().getName());
        settings.put("expiry", expiry(configuration.getExpiryPolicyFactory()));
        put(settings, "onFailure", configuration.getOnFailure());
        put(settings, "events", configuration.getEvents());
        settings.put("expiredEvents", configuration.isExpiredEvents());
        settings.put("readThrough", configuration.isReadThrough());
        settings.put("writeThrough", configuration.isWriteThrough());
        settings.put("statistics", configuration.isStatisticsEnabled());
        settings.put("management", configuration.isManagementEnabled());
        NearCache near = configuration.getNearCache();
        if (near != null) {
            settings.put("near", near(near));
        }
        return settings;
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Enum<?> value) {
        if (value != null) {
            settings.put(name, value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static Map<String, Object> near(NearCache near) {
        boolean endless = near.equals(NearCache.ofSize(near.size()));
        return Map.of(
                "size",
                near.size(),
                "ttl",
                endless ? "eternal" : near.timeToLive().toString());
    }

    /** Policies that a program wrote are named and not asked. */
    private static Object expiry(Factory<? extends ExpiryPolicy> factory) {
        if (!(factory instanceof SingletonFactory)) {
            return factory.getClass().getName();
        }
        ExpiryPolicy policy = factory.create();
        if (!policy.getClass().getName().startsWith(OF_JSR_107)) {
            return policy.getClass().getName();
        }
        Map<String, String> expiry = new LinkedHashMap<>();
        put(expiry, "created", policy::getExpiryForCreation);
        put(expiry, "modified", policy::getExpiryForUpdate);
        put(expiry, "accessed", policy::getExpiryForAccess);
        return expiry;
    }

    private static void put(Map<String, String> expiry, String name, Supplier<@Nullable Duration> since) {
        Duration life = since.get();
        if (life != null) {
            expiry.put(
                    name,
                    life.isEternal()
                            ? "eternal"
                            : java.time.Duration.of(
                                            life.getDurationAmount(),
                                            life.getTimeUnit().toChronoUnit())
                                    .toString());
        }
    }

    private static Map<String, Object> statistics(RedisCacheStatisticsMXBean counted) {
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("hits", counted.getCacheHits());
        statistics.put("misses", counted.getCacheMisses());
        statistics.put("hitPercentage", counted.getCacheHitPercentage());
        statistics.put("puts", counted.getCachePuts());
        statistics.put("removals", counted.getCacheRemovals());
        statistics.put("loads", counted.getCacheLoads());
        statistics.put("loadFailures", counted.getCacheLoadFailures());
        statistics.put("averageGetMicros", counted.getAverageGetTime());
        statistics.put("averagePutMicros", counted.getAveragePutTime());
        statistics.put("averageRemoveMicros", counted.getAverageRemoveTime());
        statistics.put("averageLoadMicros", counted.getAverageLoadTime());
        statistics.put("degradedCalls", counted.getCacheDegradedCalls());
        statistics.put("owedEntries", counted.getCacheOwedEntries());
        statistics.put("unreadableEntries", counted.getCacheUnreadableEntries());
        statistics.put("nearHits", counted.getCacheNearHits());
        statistics.put("nearEntries", counted.getCacheNearEntries());
        statistics.put("remoteEvents", counted.getCacheRemoteEvents());
        statistics.put("missedEvents", counted.getCacheMissedEvents());
        return statistics;
    }
}
