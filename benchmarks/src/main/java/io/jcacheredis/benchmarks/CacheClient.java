package io.jcacheredis.benchmarks;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** A cache of any JCache provider. */
final class CacheClient<V> implements Client {

    private final Cache<String, V> cache;
    private final Function<byte[], V> values;
    private final UnaryOperator<V> change;
    private final Runnable onClose;
    private final Putting<V> putting;

    /** How entries are put. */
    interface Putting<V> {

        void put(Cache<String, V> cache, String key, V value);
    }

    /**
     * Another client of a cache.
     *
     * @param values makes values of bytes
     * @param change makes another value of one
     */
    CacheClient(Cache<String, V> cache, Function<byte[], V> values, UnaryOperator<V> change, Runnable onClose) {
        this(cache, Cache::put, values, change, onClose);
    }

    /** One that puts entries in another way. */
    CacheClient(
            Cache<String, V> cache,
            Putting<V> putting,
            Function<byte[], V> values,
            UnaryOperator<V> change,
            Runnable onClose) {
        this.cache = cache;
        this.putting = putting;
        this.values = values;
        this.change = change;
        this.onClose = onClose;
    }

    /** Redisson's, with bytes as they are. */
    static Client redisson(URI redis) {
        Config config = new Config().setCodec(new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE));
        config.useSingleServer().setAddress(redis.toString());
        RedissonClient redisson = Redisson.create(config);
        JCachingProvider provider = new JCachingProvider();
        Cache<String, byte[]> cache = provider.getCacheManager()
                .createCache(
                        "redisson", RedissonConfiguration.fromInstance(redisson, Feature.configuration(byte[].class)));
        return new CacheClient<>(cache, bytes -> bytes, CacheClient::changed, () -> {
            provider.close();
            redisson.shutdown();
        });
    }

    static byte[] changed(byte[] value) {
        byte[] changed = value.clone();
        changed[0]++;
        return changed;
    }

    @Override
    public Object value(byte[] bytes) {
        return values.apply(bytes);
    }

    @Override
    public Object get(String key) {
        return cache.get(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void put(String key, Object value) {
        putting.put(cache, key, (V) value);
    }

    @Override
    public Object getAll(Set<String> keys) {
        return cache.getAll(keys);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void putAll(Map<String, Object> entries) {
        cache.putAll((Map<String, V>) entries);
    }

    @Override
    public void readModifyWrite(String key) {
        cache.invoke(key, (entry, arguments) -> {
            entry.setValue(change.apply(entry.getValue()));
            return null;
        });
    }

    @Override
    @SuppressWarnings("unchecked")
    public void blindSet(String key, Object value) {
        cache.invoke(key, (entry, arguments) -> {
            entry.setValue((V) value);
            return null;
        });
    }

    @Override
    public void close() {
        onClose.run();
    }
}
