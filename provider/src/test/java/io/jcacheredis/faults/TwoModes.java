package io.jcacheredis.faults;

import io.jcacheredis.RedisCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** A cache that degrades and a strict one on the same Redis, each with a manager of its own. */
final class TwoModes implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofMillis(400);

    final Cache<String, String> degrading;
    final Cache<String, String> strict;
    private final RedisCachingProvider provider = new RedisCachingProvider();

    TwoModes(URI redis, Duration timeout) {
        try {
            degrading = cache(redis, timeout, "degrade");
            strict = cache(redis, timeout, "strict");
        } catch (RuntimeException e) {
            provider.close();
            throw e;
        }
    }

    /** A cache that is called as it fails, of the manager {@code manager:…}. */
    private Cache<String, String> cache(URI redis, Duration timeout, String onFailure) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        properties.setProperty("jcache.redis.timeout", timeout.toMillis() + "ms");
        properties.setProperty("jcache.redis.on-failure", onFailure);
        CacheManager manager = provider.getCacheManager(URI.create("manager:" + onFailure), null, properties);
        return manager.createCache(
                onFailure, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    @Override
    public void close() {
        provider.close();
    }
}
