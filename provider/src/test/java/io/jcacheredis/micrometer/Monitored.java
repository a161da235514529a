package io.jcacheredis.micrometer;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.configuration.MutableConfiguration;

/** A provider of its own with one manager, whose Redis keys no other has. */
final class Monitored implements AutoCloseable {

    private final RedisCachingProvider provider = new RedisCachingProvider();
    final RedisCacheManager manager;

    private final Properties properties;

    private Monitored(Properties properties) {
        this.properties = properties;
        this.manager = provider.getCacheManager(null, null, properties).unwrap(RedisCacheManager.class);
    }

    /** A manager for that Redis, with further settings as names and values in turn. */
    static Monitored at(URI redis, String... namesAndValues) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        properties.setProperty("jcache.redis.timeout", "10s");
        properties.setProperty("jcache.redis.key-prefix", "jcache:" + UUID.randomUUID() + ":");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Monitored(properties);
    }

    /** A manager for a Redis that is not there. */
    static Monitored ofNothing(String... namesAndValues) {
        return at(URI.create("redis://:secret@127.0.0.1:1"), namesAndValues);
    }

    /** The manager of that URI with the same settings. */
    RedisCacheManager another(URI uri) {
        return provider.getCacheManager(uri, null, properties).unwrap(RedisCacheManager.class);
    }

    /** A new cache of texts. */
    @SuppressWarnings("unchecked")
    RedisCache<String, String> cache(String name, MutableConfiguration<String, String> configuration) {
        return manager.createCache(name, configuration.setTypes(String.class, String.class))
                .unwrap(RedisCache.class);
    }

    RedisCache<String, String> cache(String name) {
        return cache(name, new MutableConfiguration<>());
    }

    @Override
    public void close() {
        provider.close();
    }
}
