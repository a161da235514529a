package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.MutableEntry;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A near cache as users have it: what it answers, and when it has to forget. */
class NearCacheIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Opened opened;
    private Opened elsewhere;
    private Jedis jedis;

    @BeforeEach
    void open() {
        opened = Opened.at(redis.uri(), "jcache.redis.caches[c].near.size", "1000");
        elsewhere = Opened.at(redis.uri());
        jedis = new Jedis(redis.uri());
        jedis.flushDB();
    }

    @AfterEach
    void close() {
        jedis.close();
        elsewhere.close();
        opened.close();
    }

    private RedisCache<String, String> near() {
        return near(new RedisConfiguration<String, String>().setTypes(String.class, String.class));
    }

    @SuppressWarnings("unchecked")
    private <V> RedisCache<String, V> near(RedisConfiguration<String, V> configuration) {
        opened.manager.destroyCache("c"); // it was declared
        return opened.manager.createCache("c", configuration).unwrap(RedisCache.class);
    }

    @SuppressWarnings("unchecked")
    private RedisCache<String, String> far() {
        return elsewhere.cache("c").unwrap(RedisCache.class);
    }

    /** How often Redis was asked for an entry since the last question. */
    private long asked() {
        long count = jedis.info("commandstats")
                .lines()
                .filter(line -> line.matches("cmdstat_(get|mget|exists|evalsha|eval):.*"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("cmdstat_\\w+:calls=(\\d+).*", "$1")))
                .sum();
        jedis.configResetStat();
        return count;
    }

    /** Reads it until Redis is not asked any more. */
    private void awaitKept(Cache<String, ?> cache, String... keys) {
        for (String key : keys) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        cache.get(key);
                        asked();
                        assertThat(cache.get(key)).isNotNull();
                        return asked() == 0;
                    });
        }
    }

    @Test
    void whatWasRead_isNotAskedForAgain() {
        RedisCache<String, String> cache = near();
        cache.put("a", "1");
        cache.put("b", "2");
        awaitKept(cache, "a", "b");

        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(cache.containsKey("a")).isTrue();

        assertThat(asked()).isZero();
    }

    static Stream<Consumer<RedisCache<String, String>>> changes() {
        return Stream.of(
                cache -> cache.put("k", "new"),
                cache -> cache.put("k", "new", Duration.ofHours(1)),
                cache -> cache.put("k", "new", Duration.ofHours(1), "tag"),
                cache -> cache.getAndPut("k", "new"),
                cache -> cache.putAll(Map.of("k", "new", "x", "y")),
                cache -> cache.replace("k", "new"),
                cache -> cache.replace("k", "old", "new"),
                cache -> cache.getAndReplace("k", "new"),
                cache -> cache.remove("k"),
                cache -> cache.remove("k", "old"),
                cache -> cache.getAndRemove("k"),
                cache -> cache.removeAll(Set.of("k", "x")),
                Cache::removeAll,
                Cache::clear,
                cache -> cache.purge("k*"),
                cache -> cache.purge("k"),
                cache -> cache.purgeByTag("mark"),
                cache -> cache.putThrough("k", "new", value -> {}),
                cache -> cache.invoke("k", NearCacheIT::toNew),
                cache -> cache.invokeAll(Set.of("k"), NearCacheIT::toNew),
                cache -> cache.iterator().forEachRemaining(entry -> cache.remove(entry.getKey())),
                cache -> cache.async().put("k", "new").toCompletableFuture().join());
    }

    private static boolean toNew(MutableEntry<String, String> entry, Object... arguments) {
        entry.setValue("new");
        return true;
    }

    @ParameterizedTest
    @MethodSource("changes")
    void ownChange_isSeenAtOnce(Consumer<RedisCache<String, String>> change) {
        RedisCache<String, String> cache = near();
        for (int round = 0; round < 20; round++) {
            cache.put("k", "old", Duration.ofHours(1), "mark");
            cache.get("k");
            cache.get("k");

            change.accept(cache);

            assertThat(cache.get("k")).isIn(null, "new");
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeOfAnotherJvm_isSeenSoon(Consumer<RedisCache<String, String>> change) {
        RedisCache<String, String> cache = near();
        RedisCache<String, String> other = far();
        other.put("k", "old", Duration.ofHours(1), "mark");
        awaitKept(cache, "k");

        change.accept(other);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cache.get("k")).isIn(null, "new"));
    }

    @Test
    void changeByWhoeverElse_isSeenSoon() {
        RedisCache<String, String> cache = near();
        cache.put("k", "old");
        awaitKept(cache, "k");

        jedis.set(cache.redisKey("k"), "new");
        await().atMost(PATIENCE).until(() -> cache.get("k").equals("new"));
        awaitKept(cache, "k");
        jedis.flushDB();

        await().atMost(PATIENCE).until(() -> cache.get("k") == null);
    }

    @Test
    void loadThatReplaces_isSeenAtOnce() {
        RedisConfiguration<String, String> loading =
                new RedisConfiguration<String, String>().setTypes(String.class, String.class);
        loading.setCacheLoaderFactory(new SingletonFactory<>(new CacheLoader<>() {
            @Override
            public String load(String key) {
                return "new";
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                Map<String, String> loaded = new HashMap<>();
                keys.forEach(key -> loaded.put(key, "new"));
                return loaded;
            }
        }));
        RedisCache<String, String> cache = near(loading);
        cache.put("k", "old");
        awaitKept(cache, "k");
        CompletionListenerFuture loaded = new CompletionListenerFuture();

        cache.loadAll(Set.of("k"), true, loaded);
        await().atMost(PATIENCE).until(loaded::isDone);

        assertThat(cache.get("k")).isEqualTo("new");
    }

    /** By the clock of Redis: the near cache is never later than it. */
    @Test
    void entryThatExpires_isNotAnsweredAnyMore() {
        RedisCache<String, String> cache = near(new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 400))));
        cache.put("warm", "up");
        awaitKept(cache, "warm");
        cache.put("k", "1");
        long written = System.nanoTime();

        while (cache.get("k") != null) {
            assertThat(Duration.ofNanos(System.nanoTime() - written)).isLessThan(PATIENCE);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - written)).isGreaterThan(Duration.ofMillis(390));
        assertThat(jedis.exists(cache.redisKey("k"))).isFalse();
    }

    @Test
    void timeToLiveOfTheNearCache_endsBeforeThatOfRedis() {
        RedisCache<String, String> cache = near(new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setNearCache(NearCache.ofSize(10).withTimeToLive(Duration.ofMillis(1))));
        cache.put("k", "1");
        await().atMost(PATIENCE).until(() -> {
            asked();
            cache.get("k");
            return asked() == 1;
        });
    }

    @Test
    void valuesThatCanBeChanged_areCopied_andOthersAreShared() {
        record Point(int x, String name) {}
        RedisCache<String, Object> cache =
                near(new RedisConfiguration<String, Object>().setTypes(String.class, Object.class));
        cache.put("list", new ArrayList<>(List.of("a")));
        cache.put("text", "t".repeat(100));
        awaitKept(cache, "list", "text");

        @SuppressWarnings("unchecked")
        List<String> list = (List<String>) cache.get("list");
        list.add("b");

        assertThat(cache.get("list")).isEqualTo(List.of("a"));
        assertThat(cache.get("text")).isSameAs(cache.get("text"));
        RedisCache<String, Point> points =
                near(new RedisConfiguration<String, Point>().setTypes(String.class, Point.class));
        points.put("p", new Point(1, "one"));
        awaitKept(points, "p");
        assertThat(points.get("p")).isSameAs(points.get("p")).isEqualTo(new Point(1, "one"));
    }

    @Test
    void killedConnection_dropsAll_andItGoesOn() {
        RedisCache<String, String> cache = near();
        cache.put("k", "1");
        awaitKept(cache, "k");

        jedis.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
        jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        await().atMost(PATIENCE).until(() -> {
            asked();
            cache.get("k");
            return asked() > 0;
        });

        awaitKept(cache, "k");
    }

    /** What the next connection leads to may be another server than the one that tells. */
    @Test
    void brokenConnectionsOfCalls_dropAll_withTheNextQuestion() {
        RedisCache<String, String> cache = near();
        cache.put("k", "1");
        awaitKept(cache, "k");
        jedis.clientList()
                .lines()
                .filter(client -> client.contains("name=jcache-redis") && client.contains("resp=2"))
                .map(client -> client.replaceAll("id=(\\d+) .*", "$1"))
                .forEach(id -> jedis.clientKill(new ClientKillParams().id(id)));

        cache.put("other", "1"); // by a connection that turns out to be broken
        await().atMost(PATIENCE).until(() -> {
            cache.get("none");
            asked();
            cache.get("k");
            return asked() > 0;
        });

        awaitKept(cache, "k");
    }

    @Test
    void policyThatLooksAtAccesses_bypassesIt_withAWarning() {
        try (Logged logged = Logged.of("io.jcacheredis.internal.manager.CacheAssembly")) {
            RedisCache<String, String> cache = near(new RedisConfiguration<String, String>()
                    .setTypes(String.class, String.class)
                    .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR)));
            cache.put("k", "1");
            cache.get("k");
            cache.get("k");

            assertThat(logged.text()).contains("'c'", "near cache keeps nothing");
            assertThat(cache.timeToLive("k").orElseThrow()).isGreaterThan(Duration.ofMinutes(59));
        }
        assertThat(jedis.clientList()).doesNotContain("flags=t");
    }

    @Test
    @SuppressWarnings("unchecked")
    void userWhoMayNotBeToldOfChanges_keepsNothing_andIsTold() {
        AdvisedUser.make(jedis);
        try (Logged logged = Logged.of("io.jcacheredis.internal.configuration.Warnings");
                Opened least = Opened.at(AdvisedUser.at(redis.uri().getPort()))) {
            RedisCache<String, String> cache = least.manager
                    .createCache(
                            "least",
                            new RedisConfiguration<String, String>()
                                    .setTypes(String.class, String.class)
                                    .setNearCache(NearCache.ofSize(10)))
                    .unwrap(RedisCache.class);
            cache.put("k", "1");
            await().atMost(PATIENCE).until(() -> {
                cache.get("k");
                return logged.text().contains("+client|tracking");
            });
            asked();
            cache.get("k");
            assertThat(asked()).isEqualTo(1);

            AdvisedUser.make(jedis, "+client|tracking");
            jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
            awaitKept(cache, "k");
        }
    }

    /** A line is asked for one prefix after the other, and can't be asked to forget one. */
    @Test
    @SuppressWarnings("unchecked")
    void cachesThatComeAndGo_alsoOnesWhoseKeysOverlapWithFormerOnes_areAllKept() {
        for (String name : List.of("a", "a:b", "a", "a:b:c")) {
            RedisCache<String, String> cache = opened.manager
                    .createCache(
                            name,
                            new RedisConfiguration<String, String>()
                                    .setTypes(String.class, String.class)
                                    .setNearCache(NearCache.ofSize(10)))
                    .unwrap(RedisCache.class);
            cache.put("k", "1");
            awaitKept(cache, "k");
            opened.manager.destroyCache(name);
        }
    }

    /** Redis compares each key that is written with all of them. */
    @Test
    void cachesThatComeAndGo_leaveFewPrefixesInRedis() {
        RedisCache<String, String> staying = near();
        staying.put("k", "v");
        awaitKept(staying, "k");
        for (int i = 0; i < 100; i++) {
            Cache<String, String> brief = opened.manager.createCache(
                    "brief" + i,
                    new RedisConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setNearCache(NearCache.ofSize(10)));
            brief.put("k", "v");
            awaitKept(brief, "k");
            opened.manager.destroyCache("brief" + i);
        }

        await().atMost(PATIENCE).until(() -> prefixes() < 40);
        awaitKept(staying, "k");
    }

    private long prefixes() {
        return jedis.info("stats")
                .lines()
                .filter(line -> line.startsWith("tracking_total_prefixes:"))
                .mapToLong(line -> Long.parseLong(line.substring("tracking_total_prefixes:".length())))
                .sum();
    }

    @Test
    void statistics_tellWhatWasFoundHere() throws Exception {
        RedisCache<String, String> cache = near(new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStatisticsEnabled(true));
        cache.put("k", "1");
        awaitKept(cache, "k");
        long before = statistic("CacheNearHits");
        long hits = statistic("CacheHits");

        for (int i = 0; i < 100; i++) {
            cache.get("k");
        }

        assertThat(statistic("CacheNearHits") - before).isEqualTo(100);
        assertThat(statistic("CacheHits") - hits).isEqualTo(100);
        assertThat(statistic("CacheNearEntries")).isOne();
    }

    private long statistic(String name) throws Exception {
        ObjectName bean = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("javax.cache:type=CacheStatistics,Cache=c,*"), null)
                .iterator()
                .next();
        return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
    }

    @Test
    void cacheWithoutOne_asksEachTime_andListensToNobody() {
        RedisCache<String, String> cache = far();
        cache.put("k", "1");
        cache.get("k");
        asked();
        cache.get("k");

        assertThat(asked()).isEqualTo(1);
        assertThat(jedis.clientList()).doesNotContain("flags=t");
    }
}
