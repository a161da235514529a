package io.jcacheredis;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/** A provider of its own with one manager, both closed together. */
final class Opened implements AutoCloseable {

    final RedisCachingProvider provider = new RedisCachingProvider();
    final RedisCacheManager manager;

    private Opened(@Nullable URI uri, @Nullable ClassLoader loader, Properties properties) {
        this.manager = provider.getCacheManager(uri, loader, properties).unwrap(RedisCacheManager.class);
    }

    /** The default manager for that Redis, with further settings as names and values in turn. */
    static Opened at(URI redis, String... namesAndValues) {
        return new Opened(null, null, settings(redis, namesAndValues));
    }

    static Properties settings(URI redis, String... namesAndValues) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    <K, V> Cache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        return manager.createCache(name, new MutableConfiguration<K, V>().setTypes(keyType, valueType));
    }

    Cache<String, String> cache(String name) {
        return cache(name, String.class, String.class);
    }

    @Override
    public void close() {
        provider.close();
    }
}
