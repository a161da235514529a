package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import javax.cache.Cache;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * A clear of a million entries among a million foreign keys, beside a client that walks over the keys in steps of a thousand
 * and removes what it finds by one command for each step. And how long the longest step of each kept the server.
 */
final class Clearing implements Suite {

    private static final int ENTRIES = 1_000_000;
    private static final int PAIRS = 7;
    private static final int STEP = 1_000;
    /** What the keys of the cache begin with. */
    private static final String OWN = "jcache:own:";
    /** Makes keys from one number to another. */
    private static final String FILL =
            "for i = ARGV[1], ARGV[2] do redis.call('SET', KEYS[1] .. i, ARGV[3]) end return 1";

    @Override
    public void run(Predicate<String> wanted) {
        if (!wanted.test("clear")) {
            return;
        }
        RedisCachingProvider provider = new RedisCachingProvider();
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Jedis jedis = new Jedis(redis.uri().getHost(), redis.uri().getPort(), 60_000)) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", redis.uri().toString());
            properties.setProperty("jcache.redis.timeout", "60s");
            Cache<String, byte[]> cache = provider.getCacheManager(null, null, properties)
                    .createCache("own", Feature.configuration(byte[].class));
            fill(jedis, "foreign:");
            double[] ratios = new double[PAIRS];
            double[] seconds = new double[PAIRS];
            long longest = 0;
            long longestByHand = 0;
            for (int i = 0; i < PAIRS; i++) {
                double byHand = seconds(jedis, () -> byHand(jedis, OWN + "*"));
                longestByHand = Math.max(longestByHand, longestStepMicros(jedis));
                seconds[i] = seconds(jedis, cache::clear);
                longest = Math.max(longest, longestStepMicros(jedis));
                ratios[i] = seconds[i] / byHand;
            }
            Arrays.sort(ratios);
            Arrays.sort(seconds);
            new Table(
                            "work",
                            "times as long as by hand",
                            "seconds",
                            "longest step of the server, ms",
                            "longest step by hand, ms")
                    .row("clear", ratios[PAIRS / 2], seconds[PAIRS / 2], longest / 1e3, longestByHand / 1e3);
        } finally {
            provider.close();
        }
    }

    private static void fill(Jedis jedis, String prefix) {
        int step = 50_000;
        String value = "v".repeat(200);
        for (int from = 0; from < ENTRIES; from += step) {
            jedis.eval(FILL, List.of(prefix), List.of("" + from, "" + (from + step - 1), value));
        }
    }

    private static double seconds(Jedis jedis, Runnable clear) {
        fill(jedis, OWN);
        jedis.configSet("slowlog-log-slower-than", "1000");
        jedis.slowlogReset();
        long start = System.nanoTime();
        clear.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        long left = jedis.dbSize() - ENTRIES;
        if (left > 10) { // a cache has a key or two beside its entries
            throw new IllegalStateException(left + " keys are left");
        }
        return seconds;
    }

    private static long longestStepMicros(Jedis jedis) {
        return jedis.slowlogGet(128).stream()
                .mapToLong(step -> step.getExecutionTime())
                .max()
                .orElse(0);
    }

    private static void byHand(Jedis jedis, String pattern) {
        ScanParams params = new ScanParams().match(pattern).count(STEP);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            ScanResult<byte[]> step = jedis.scan(cursor, params);
            if (!step.getResult().isEmpty()) {
                jedis.unlink(step.getResult().toArray(byte[][]::new));
            }
            cursor = step.getCursorAsBytes();
        } while (!Arrays.equals(cursor, "0".getBytes(UTF_8)));
    }
}
