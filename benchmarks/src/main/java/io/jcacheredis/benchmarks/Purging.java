package io.jcacheredis.benchmarks;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Purges by tag and by pattern among a hundred thousand entries, by how many they find, at one server and in a cluster. */
final class Purging implements Suite {

    private static final int OTHERS = 100_000;
    private static final int ROUNDS = 7;
    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
    private static final String TAG = "tenant:1";

    @Override
    public void run(Predicate<String> wanted) {
        if (!wanted.test("purge")) {
            return;
        }
        Table table = new Table("Redis", "entries that are found", "purge by tag, ms", "purge by pattern, ms");
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            measure("one server", redis.uri(), table);
        }
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            measure("a cluster of " + cluster.masters().size() + " masters", cluster.uri(), table);
        }
    }

    private static void measure(String where, URI redis, Table table) {
        RedisCachingProvider provider = new RedisCachingProvider();
        try {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", redis.toString());
            properties.setProperty("jcache.redis.timeout", "60s");
            @SuppressWarnings("unchecked") // what it is
            RedisCache<String, byte[]> cache = provider.getCacheManager(null, null, properties)
                    .createCache("purged", Feature.configuration(byte[].class))
                    .unwrap(RedisCache.class);
            byte[] value = new byte[200];
            for (int i = 0; i < OTHERS; i++) {
                cache.put("other:" + i, value);
            }
            for (int found : new int[] {0, 100, 10_000}) {
                table.row(
                        where,
                        found,
                        millis(cache, found, value, () -> cache.purgeByTag(TAG)),
                        millis(cache, found, value, () -> cache.purge("tenant:1:*")));
            }
        } finally {
            provider.close();
        }
    }

    private static double millis(RedisCache<String, byte[]> cache, int found, byte[] value, LongSupplier purge) {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < found; i++) {
                cache.put("tenant:1:" + i, value, TIME_TO_LIVE, TAG);
            }
            long start = System.nanoTime();
            long removed = purge.getAsLong();
            millis[round] = (System.nanoTime() - start) / 1e6;
            if (removed != found) {
                throw new IllegalStateException(removed + " entries were removed of " + found);
            }
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }
}
