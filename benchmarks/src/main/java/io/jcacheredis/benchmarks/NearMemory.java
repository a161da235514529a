package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;

/** The heap that a near cache takes, when as many entries are read as fit, and when ten times as many are. */
final class NearMemory implements Suite {

    private static final int SIZE = 10_000;
    private static final int VALUE_BYTES = 1_000;

    @Override
    public void run(Predicate<String> wanted) throws InterruptedException {
        if (!wanted.test("near-memory")) {
            return;
        }
        RedisCachingProvider provider = new RedisCachingProvider();
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", redis.uri().toString());
            Cache<String, String> cache = provider.getCacheManager(null, null, properties)
                    .createCache(
                            "near",
                            new RedisConfiguration<String, String>()
                                    .setTypes(String.class, String.class)
                                    .setNearCache(NearCache.ofSize(SIZE))
                                    .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(
                                            new javax.cache.expiry.Duration(TimeUnit.HOURS, 1))));
            String value = new String(new Load(1, VALUE_BYTES).bytes(new SplittableRandom(1)), US_ASCII);
            for (int i = 0; i < 10 * SIZE; i++) {
                cache.put("key-" + i, value);
            }
            long before = usedHeap();
            Table table = new Table("entries that were read", "room for", "heap, MB", "bytes for each that is kept");
            for (int read : new int[] {SIZE, 10 * SIZE}) {
                for (int round = 0; round < 3; round++) { // reads that are kept, and hits that are shared
                    for (int i = 0; i < read; i++) {
                        cache.get("key-" + i);
                    }
                }
                double bytes = usedHeap() - before;
                table.row(read, SIZE, bytes / 1e6, bytes / SIZE);
            }
        } finally {
            provider.close();
        }
    }

    /** After collections, until it grows no smaller. */
    private static long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
