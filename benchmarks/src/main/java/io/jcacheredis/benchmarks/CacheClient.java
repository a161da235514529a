package io.jcacheredis.benchmarks;

import io.jcacheredis.RedisCachingProvider;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** A cache of any JCache provider. */
final class CacheClient implements Client {

    private final Cache<String, byte[]> cache;
    private final Runnable onClose;

    private CacheClient(Cache<String, byte[]> cache, Runnable onClose) {
        this.cache = cache;
        this.onClose = onClose;
    }

    static CacheClient own(URI redis) {
        RedisCachingProvider provider = new RedisCachingProvider();
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        CacheManager manager = provider.getCacheManager(null, null, properties);
        return new CacheClient(manager.createCache("own", configuration(String.class, byte[].class)), provider::close);
    }

    /** Redisson's, with bytes as they are. */
    static CacheClient redisson(URI redis) {
        Config config = new Config().setCodec(new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE));
        config.useSingleServer().setAddress(redis.toString());
        RedissonClient redisson = Redisson.create(config);
        JCachingProvider provider = new JCachingProvider();
        Cache<String, byte[]> cache = provider.getCacheManager()
                .createCache(
                        "redisson",
                        RedissonConfiguration.fromInstance(redisson, configuration(String.class, byte[].class)));
        return new CacheClient(cache, () -> {
            provider.close();
            redisson.shutdown();
        });
    }

    static <K, V> MutableConfiguration<K, V> configuration(Class<K> keys, Class<V> values) {
        return new MutableConfiguration<K, V>()
                .setTypes(keys, values)
                .setExpiryPolicyFactory(
                        ModifiedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, TIME_TO_LIVE_MILLIS)));
    }

    @Override
    public byte[] get(String key) {
        return cache.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        cache.put(key, value);
    }

    @Override
    public Object getAll(Set<String> keys) {
        return cache.getAll(keys);
    }

    @Override
    public void putAll(Map<String, byte[]> entries) {
        cache.putAll(entries);
    }

    @Override
    public void readModifyWrite(String key) {
        cache.invoke(key, (entry, arguments) -> {
            byte[] value = entry.exists() ? entry.getValue().clone() : new byte[200];
            value[0]++;
            entry.setValue(value);
            return null;
        });
    }

    @Override
    public void blindSet(String key, byte[] value) {
        cache.invoke(key, (entry, arguments) -> {
            entry.setValue(value);
            return null;
        });
    }

    @Override
    public void close() {
        onClose.run();
    }
}
