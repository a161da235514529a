package io.jcacheredis.benchmarks;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import javax.cache.Cache;
import redis.clients.jedis.Jedis;

/** What a cache is for: how much sooner a hit answers than a query of ten milliseconds, and the memory of Redis for it. */
final class Gain implements Suite {

    private static final int PROPERTIES = 10_000;
    private static final int HITS = 20_000;
    private static final int QUERIES = 200;
    private static final int QUERY_MILLIS = 10;

    @Override
    public void run(Predicate<String> wanted) throws InterruptedException {
        if (!wanted.test("gain")) {
            return;
        }
        RedisCachingProvider provider = new RedisCachingProvider();
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Jedis jedis = new Jedis(redis.uri().getHost(), redis.uri().getPort())) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", redis.uri().toString());
            Cache<String, Property> cache = provider.getCacheManager(null, null, properties)
                    .createCache("property", Feature.configuration(Property.class));
            long before = usedMemory(jedis);
            SplittableRandom random = new SplittableRandom(1);
            Load load = new Load(PROPERTIES, 1_000);
            for (int i = 0; i < PROPERTIES; i++) {
                cache.put("tenant-1:" + i, Property.of(load.bytes(random)));
            }
            double megabytes = (usedMemory(jedis) - before) / 1e6;

            secondsOfHits(cache, HITS); // warms up
            double hit = secondsOfHits(cache, HITS) / HITS;
            double query = secondsOfQueries() / QUERIES;
            Table table = new Table("what", "figure");
            table.row("a hit, µs", hit * 1e6);
            table.row("times as fast as a query of 10 ms", query / hit);
            table.row("10,000 properties of a kilobyte of JSON in Redis, MB", megabytes);
        } finally {
            provider.close();
        }
    }

    private static double secondsOfHits(Cache<String, Property> cache, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (cache.get("tenant-1:" + i % PROPERTIES) == null) {
                throw new IllegalStateException("a miss where there must be a hit");
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double secondsOfQueries() throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < QUERIES; i++) {
            Thread.sleep(QUERY_MILLIS);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static long usedMemory(Jedis jedis) {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .sum();
    }
}
