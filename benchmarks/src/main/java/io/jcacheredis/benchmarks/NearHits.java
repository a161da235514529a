package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;

/** What a near cache answers, beside Caffeine with expiry and beside a cache that asks Redis. */
final class NearHits implements Suite {

    private static final int KEYS = 1_000;
    /** In one step of a worker, as what is beside it would take as long as a hit. */
    private static final int AT_ONCE = 200;

    private final String[] keys = new String[KEYS];
    private final String value = new String(Load.USUAL.bytes(new SplittableRandom(1)), US_ASCII);

    NearHits() {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "key-" + i;
        }
    }

    @Override
    public void run(Predicate<String> wanted) {
        if (!wanted.test("near-hit")) {
            return;
        }
        RedisCachingProvider provider = new RedisCachingProvider();
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", redis.uri().toString());
            CacheManager manager = provider.getCacheManager(null, null, properties);
            Function<String, String> near = ours(manager, "near", NearCache.ofSize(10 * KEYS));
            Function<String, String> far = ours(manager, "far", null);
            Cache<String, String> caffeine = Caffeine.newBuilder()
                    .maximumSize(10L * KEYS)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();
            for (String key : keys) {
                caffeine.put(key, value);
            }
            Table table =
                    new Table("work", "threads", "against", "ratio", "10 % to 90 %", "ours/s", "theirs/s", "at least");
            for (int threads : new int[] {1, 2}) {
                row(table, threads, near, "Caffeine", caffeine::getIfPresent, 0.5);
                row(table, threads, near, "our get by the network", far, 100);
            }
        } finally {
            provider.close();
        }
    }

    private Function<String, String> ours(CacheManager manager, String name, NearCache near) {
        javax.cache.Cache<String, String> cache = manager.createCache(
                name,
                new RedisConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setNearCache(near)
                        .setExpiryPolicyFactory(
                                CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10))));
        for (String key : keys) {
            cache.put(key, value);
        }
        return cache::get;
    }

    private void row(
            Table table,
            int threads,
            Function<String, String> near,
            String name,
            Function<String, String> other,
            double atLeast) {
        try (Crew crew = new Crew(threads, Thread::new)) {
            Duel.Result result = Duel.USUAL.fight(
                    crew, new Contender("near", i -> hits(near)), new Contender(name, i -> hits(other)));
            table.row(
                    "near hit",
                    threads,
                    name,
                    result.ratio(),
                    result.spread(),
                    result.ours() * AT_ONCE,
                    result.theirs() * AT_ONCE,
                    atLeast);
        }
    }

    private Worker hits(Function<String, String> cache) {
        SplittableRandom random = new SplittableRandom(1);
        return () -> {
            int first = random.nextInt(KEYS);
            for (int i = 0; i < AT_ONCE; i++) {
                if (cache.apply(keys[(first + 7 * i) % KEYS]) == null) {
                    throw new IllegalStateException("a miss where there must be a hit");
                }
            }
        };
    }
}
