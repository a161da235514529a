package io.jcacheredis.internal.cache;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.TestRedis;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a provider of its own on the shared Redis, as users have it, with keys that no other test has. */
public final class CachesExtension implements BeforeEachCallback, AfterEachCallback {

    private RedisCachingProvider provider;
    private CacheManager manager;

    @Override
    public void beforeEach(ExtensionContext context) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", TestRedis.shared().uri().toString());
        properties.setProperty("jcache.redis.timeout", "10s");
        properties.setProperty("jcache.redis.key-prefix", "jcache:test-" + UUID.randomUUID() + ":");
        provider = new RedisCachingProvider();
        manager = provider.getCacheManager(null, null, properties);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!manager.isClosed()) {
            manager.getCacheNames().forEach(manager::destroyCache);
        }
        provider.close();
    }

    public RedisCachingProvider provider() {
        return provider;
    }

    public CacheManager manager() {
        return manager;
    }

    /** A configuration whose keys and values are strings. */
    public static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    /** A cache named {@code cache}. */
    public <K, V> Cache<K, V> create(MutableConfiguration<K, V> configuration) {
        return manager.createCache("cache", configuration);
    }
}
