package io.jcacheredis.commandline;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;

/** A program that has caches open, which the command line knows nothing of but what lies in Redis. */
final class Application implements AutoCloseable {

    record Property(String id, String city, int price) {}

    private final RedisCachingProvider provider = new RedisCachingProvider();
    private final CacheManager manager;

    Application(URI redis) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        manager = provider.getCacheManager(null, null, properties);
    }

    <V> RedisCache<String, V> open(String name, Class<V> type) {
        return open(name, new RedisConfiguration<String, V>().setTypes(String.class, type));
    }

    @SuppressWarnings("unchecked")
    <K, V> RedisCache<K, V> open(String name, RedisConfiguration<K, V> configuration) {
        return manager.createCache(name, configuration).unwrap(RedisCache.class);
    }

    @Override
    public void close() {
        provider.close();
    }
}
