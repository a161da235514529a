package io.jcacheredis.suites;

import io.jcacheredis.RedisCachingProvider;
import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** A provider of its own with one manager, as another JVM would have them; both are closed together. */
final class Opened implements AutoCloseable {

    private static final UUID RUN = UUID.randomUUID();

    private final RedisCachingProvider provider = new RedisCachingProvider();
    final CacheManager manager;

    private Opened(Properties properties) {
        this.manager = provider.getCacheManager(null, null, properties);
    }

    /**
     * A manager of that Redis, with further settings as names and values in turn.
     *
     * @param owner who shares its entries: what the keys begin with, followed by what no other run has, as a server that was
     *     given by its URL is not emptied
     */
    static Opened at(URI redis, String owner, String... namesAndValues) {
        return new Opened(settings(redis, owner, namesAndValues));
    }

    static Properties settings(URI redis, String owner, String... namesAndValues) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        properties.setProperty("jcache.redis.key-prefix", owner + "-" + RUN + ":");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    <K, V> Cache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        return manager.createCache(name, new MutableConfiguration<K, V>().setTypes(keyType, valueType));
    }

    @Override
    public void close() {
        provider.close();
    }
}
