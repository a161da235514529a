package io.jcacheredis.micrometer;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinderCompatibilityKit;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Micrometer asks of every binder for caches. */
class CacheMeterKitIT extends CacheMeterBinderCompatibilityKit<Cache<?, ?>> {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final Monitored monitored = Monitored.at(redis.uri());

    @AfterEach
    void close() {
        monitored.close();
    }

    @Override
    public Cache<?, ?> createCache() {
        return monitored.manager.createCache(
                "mycache",
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true));
    }

    @Override
    public CacheMeterBinder<Cache<?, ?>> binder() {
        return new RedisCacheMetrics(cache, List.of());
    }

    /** An open cache is its manager's. */
    @Override
    public void dereferenceCache() {
        cache.close();
        super.dereferenceCache();
    }

    @SuppressWarnings("unchecked") // as createCache makes it
    private Cache<String, String> strings() {
        return (Cache<String, String>) cache;
    }

    @Override
    public void put(String key, String value) {
        strings().put(key, value);
    }

    @Override
    public @Nullable String get(String key) {
        return strings().get(key);
    }
}
