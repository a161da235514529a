package io.jcacheredis.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.cluster.SlotMoves;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Near caches where the server of an entry becomes another one: what others write there afterwards is read soon. */
@Tag("servers")
class NearFailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** What is promised. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final RedisCachingProvider provider = new RedisCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    @SuppressWarnings("unchecked")
    private RedisCache<String, String> cache(URI redis) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        return provider.getCacheManager(null, null, properties)
                .createCache(
                        "near",
                        new RedisConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setStatisticsEnabled(true)
                                .setNearCache(NearCache.ofSize(100)))
                .unwrap(RedisCache.class);
    }

    /** Reads until an instance comes again, as only what is kept can. */
    private static void awaitKept(RedisCache<String, String> cache, String key, String value) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            String first = cache.get(key);
            assertThat(first).isEqualTo(value);
            assertThat(cache.get(key)).isSameAs(first);
        });
    }

    private static void write(EmbeddedRedis server, RedisCache<String, String> cache, String key, String value) {
        try (Jedis jedis = new Jedis(server.uri())) {
            jedis.set(cache.redisKey(key), value);
        }
    }

    private static void assertSeenSoon(RedisCache<String, String> cache, String key, String value) {
        long written = System.nanoTime();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> value.equals(cache.get(key)));
        assertThat(Duration.ofNanos(System.nanoTime() - written)).isLessThan(BOUND);
    }

    /** What is read by an ASK is told of by nobody to whom the slot belongs. */
    private static void assertNothingOldIsReadOnTheWay(RedisCache<String, String> cache, EmbeddedRedis target) {
        cache.get("k");
        cache.get("k");
        try (Jedis jedis = new Jedis(target.uri())) {
            jedis.asking();
            if (jedis.exists(cache.redisKey("k"))) {
                jedis.asking();
                jedis.set(cache.redisKey("k"), "on the way");

                assertThat(cache.get("k")).isEqualTo("on the way");
            }
        }
    }

    @Test
    void behindSentinels_whatIsWrittenToTheNextMasterIsReadSoon() {
        try (EmbeddedSentinel redis = EmbeddedSentinel.start()) {
            RedisCache<String, String> cache = cache(redis.uri());
            cache.put("k", "1");
            awaitKept(cache, "k", "1");
            EmbeddedRedis old = redis.master();
            redis.awaitReady();
            old.kill();
            await().atMost(Servers.PATIENCE).until(() -> redis.master() != old);

            write(redis.master(), cache, "k", "2");

            assertSeenSoon(cache, "k", "2");
            awaitKept(cache, "k", "2");
            write(redis.master(), cache, "k", "3");
            assertSeenSoon(cache, "k", "3");
        }
    }

    @Test
    void inACluster_whatIsWrittenElsewhereIsReadSoon_whenASlotMovesAndWhenAMasterDies() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            RedisCache<String, String> cache = cache(cluster.uri());
            SlotMoves moves = new SlotMoves(cluster);
            cache.put("k", "1");
            awaitKept(cache, "k", "1");
            String redisKey = cache.redisKey("k");

            EmbeddedRedis target = moves.otherThanMasterOf(redisKey);
            moves.move(redisKey, target, () -> assertNothingOldIsReadOnTheWay(cache, target));
            write(cluster.masterOf(redisKey), cache, "k", "2");

            assertSeenSoon(cache, "k", "2");
            awaitKept(cache, "k", "2");
            EmbeddedRedis old = cluster.masterOf(redisKey);
            old.kill();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> cluster.masterOf(redisKey) != old);
            write(cluster.masterOf(redisKey), cache, "k", "3");

            assertSeenSoon(cache, "k", "3");
            awaitKept(cache, "k", "3");
            Servers.mend(cluster.nodes());
        }
    }
}
