package io.jcacheredis.faults;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.RedisCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Reads an entry that its heap has no room for, beside others, for {@link OutOfMemoryIT}. */
final class SmallHeapJvm {

    private SmallHeapJvm() {}

    /** Arguments: the Redis, and how caches fail. */
    public static void main(String[] arguments) {
        ChildJvm.endAfter(Duration.ofMinutes(3));
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", arguments[0]);
        properties.setProperty("jcache.redis.on-failure", arguments[1]);
        properties.setProperty("jcache.redis.timeout", "10s");
        properties.setProperty("jcache.redis.limits.value-bytes", "512MB");
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            CacheManager manager = provider.getCacheManager(URI.create("small-heap"), null, properties);
            Cache<String, byte[]> cache = manager.createCache(
                    "entries", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
            int wrong = 0;
            for (int round = 0; round < 5; round++) {
                try {
                    cache.get("large");
                    System.out.println("large=read");
                } catch (OutOfMemoryError e) {
                    System.out.println("large=" + e.getClass().getSimpleName() + " "
                            + Thread.currentThread().isInterrupted());
                }
                for (int i = 0; i < 10; i++) {
                    byte[] value = cache.get("small-" + i);
                    wrong += value != null && value.length == 1 && value[0] == i ? 0 : 1;
                }
            }
            System.out.println("wrong=" + wrong);
        }
    }
}
