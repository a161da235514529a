package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.Servers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** Caches that read from replicas behind sentinels. */
@Tag("servers")
class SentinelReplicaReadsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int READS = 40;

    private static EmbeddedSentinel redis;

    private Opened opened;
    private Cache<String, String> cache;

    @BeforeAll
    static void start() {
        redis = EmbeddedSentinel.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        opened = Opened.at(
                redis.uri(),
                "jcache.redis.read-from",
                "replica-preferred",
                "jcache.redis.timeout",
                ReadCounts.TIMEOUT.toSeconds() + "s");
        cache = opened.cache("c");
        cache.put("known", "v");
        awaitReplicas();
    }

    @AfterEach
    void mend() {
        Servers.mend(redis.nodes());
        redis.awaitReady();
        cache.clear();
        opened.close();
    }

    private void awaitReplicas() {
        ReadCounts.awaitFrom(redis.replicas(), List.of(redis.master()), () -> readOften("known", "v"));
    }

    private void readOften(String key, String value) {
        for (int i = 0; i < READS; i++) {
            assertThat(cache.get(key)).isEqualTo(value);
        }
    }

    /** As if replicas lagged behind what the master has. */
    private static void onReplicas(String key, @Nullable String value) {
        for (EmbeddedRedis replica : redis.replicas()) {
            try (Jedis jedis = new Jedis(replica.uri())) {
                jedis.configSet("replica-read-only", "no");
                try {
                    if (value == null) {
                        jedis.del("jcache:c:" + key);
                    } else {
                        jedis.set("jcache:c:" + key, value);
                    }
                } finally {
                    jedis.configSet("replica-read-only", "yes");
                }
            }
        }
    }

    /** Puts, and waits until all replicas have it. */
    private void putEverywhere(Map<String, String> entries) {
        cache.putAll(entries);
        try (Jedis jedis = new Jedis(redis.master().uri())) {
            // What this connection waits for is what it wrote.
            jedis.set("written", "after");
            assertThat(jedis.waitReplicas(redis.replicas().size(), PATIENCE.toMillis()))
                    .isEqualTo(redis.replicas().size());
        }
    }

    private static Map<String, String> entries(int count) {
        Map<String, String> entries = new HashMap<>();
        IntStream.range(0, count).forEach(i -> entries.put("k" + i, "v" + i));
        return entries;
    }

    @Test
    void reads_goToAllReplicas() {
        Map<String, String> entries = entries(600);
        putEverywhere(entries);
        ReadCounts.reset(redis.nodes());

        for (int i = 0; i < READS; i++) {
            assertThat(cache.get("k" + i)).isEqualTo("v" + i);
            assertThat(cache.containsKey("k" + i)).isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
        }
        assertThat(cache).hasSize(601);

        assertThat(ReadCounts.of(redis.master())).containsOnlyKeys("scan");
        assertThat(redis.replicas()).allSatisfy(replica -> {
            assertThat(ReadCounts.of(replica)).containsOnlyKeys("get", "exists");
            assertThat(ReadCounts.of(replica).get("get")).isGreaterThan(600);
        });
    }

    @Test
    void whatChangesOrDecides_goesToTheMaster() {
        putEverywhere(entries(10));
        cache.getCacheManager().enableStatistics("c", true);
        ReadCounts.reset(redis.nodes());

        cache.put("k0", "x");
        cache.getAndPut("k0", "y");
        cache.putIfAbsent("k1", "x");
        cache.replace("k1", "x");
        cache.replace("k1", "x", "y");
        cache.getAndReplace("k1", "z");
        cache.remove("k2", "other");
        cache.getAndRemove("k2");
        cache.remove("k3");
        cache.invoke("k4", (entry, arguments) -> entry.getValue());
        cache.invoke("k4", (entry, arguments) -> entry.exists());
        cache.invoke("k4", (entry, arguments) -> null);
        cache.invokeAll(Set.of("k5", "k6"), (entry, arguments) -> entry.getValue());
        cache.removeAll(Set.of("k7"));
        cache.clear();

        assertThat(ReadCounts.of(redis.master())).containsKeys("get", "mget", "exists", "getdel", "scan", "evalsha");
        assertThat(redis.replicas())
                .allSatisfy(replica -> assertThat(ReadCounts.of(replica)).isEmpty());
    }

    @Test
    void valueThatIsOld_isReadOnly_andDecidesNothing() {
        putEverywhere(Map.of("k", "new", "gone", "there"));
        cache.remove("gone");
        await().until(() -> cache.get("gone") == null);
        onReplicas("k", "old");
        onReplicas("gone", "there");

        assertThat(cache.get("k")).isEqualTo("old");
        assertThat(cache.getAll(Set.of("k"))).containsEntry("k", "old");
        assertThat(cache.get("gone")).isEqualTo("there");
        assertThat(cache.containsKey("gone")).isTrue();

        assertThat(cache.<String>invoke("k", (entry, arguments) -> entry.getValue()))
                .isEqualTo("new");
        assertThat(cache.replace("k", "old", "x")).isFalse();
        assertThat(cache.remove("k", "old")).isFalse();
        assertThat(cache.remove("gone")).isFalse();
        assertThat(cache.replace("gone", "x")).isFalse();
        assertThat(cache.getAndPut("k", "newer")).isEqualTo("new");
        assertThat(cache.putIfAbsent("gone", "again")).isTrue();
    }

    @Test
    void strictCache_andOneWhoseReadsChangeTheTimeToLive_readFromTheMaster() {
        putEverywhere(Map.of("k", "new"));
        onReplicas("k", "old");
        cache.close();
        try (Opened strict = Opened.at(
                redis.uri(), "jcache.redis.read-from", "replica-preferred", "jcache.redis.on-failure", "strict")) {
            assertThat(strict.cache("c").get("k")).isEqualTo("new");
        }
        cache = opened.manager.createCache(
                "c",
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setExpiryPolicyFactory(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_DAY)));
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.getAll(Set.of("k"))).containsEntry("k", "new");
    }

    @Test
    void entryThatReplicasDontHave_isReadFromTheMaster() {
        Map<String, String> entries = entries(20);
        putEverywhere(entries);
        for (int i = 0; i < 20; i += 2) {
            onReplicas("k" + i, null);
        }

        assertThat(cache.get("k0")).isEqualTo("v0");
        assertThat(cache.containsKey("k0")).isTrue();
        assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
        assertThat(cache).hasSize(21);
        assertThat(cache.get("nowhere")).isNull();
        assertThat(cache.containsKey("nowhere")).isFalse();
    }

    /** Counts its calls. */
    static final class Loader implements CacheLoader<String, String> {

        static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public String load(String key) {
            CALLS.incrementAndGet();
            return "loaded";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }

    @Test
    void loader_isNotAskedForWhatTheMasterHas() {
        cache.close();
        cache = opened.manager.createCache(
                "c",
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setReadThrough(true)
                        .setCacheLoaderFactory(Loader::new));
        putEverywhere(Map.of("k", "new"));
        onReplicas("k", null);
        Loader.CALLS.set(0);

        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.getAll(Set.of("k"))).containsEntry("k", "new");
        assertThat(Loader.CALLS).hasValue(0);
        assertThat(cache.get("missing")).isEqualTo("loaded");
        assertThat(Loader.CALLS).hasValue(1);
    }

    private void readWithinTheDeadline(Duration howLong) {
        ReadCounts.readWithinTheDeadline(cache, "known", "v", howLong);
    }

    @Test
    void replicasThatAreGone_areDoneWithout_andUsedAgain() {
        List<EmbeddedRedis> replicas = redis.replicas();

        replicas.get(0).kill();
        readWithinTheDeadline(Duration.ofSeconds(1));
        replicas.get(1).pause();
        readWithinTheDeadline(Duration.ofSeconds(3));
        ReadCounts.reset(List.of(redis.master()));
        readOften("known", "v");
        assertThat(ReadCounts.of(redis.master()).get("get")).isGreaterThanOrEqualTo(READS);

        replicas.get(0).restart();
        replicas.get(1).resume();
        awaitReplicas();
    }

    /** What servers are advised to do when they have lost their master, and what they do while they start. */
    @Test
    void replicasThatRefuse_areDoneWithout() {
        List<EmbeddedRedis> replicas = redis.replicas();
        try {
            for (EmbeddedRedis replica : replicas) {
                try (Jedis jedis = new Jedis(replica.uri())) {
                    jedis.configSet("replica-serve-stale-data", "no");
                    jedis.configSet("masterauth", "none has this");
                    jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "master");
                }
            }
            ReadCounts.reset(redis.nodes());
            readWithinTheDeadline(Duration.ofSeconds(2));
            assertThat(ReadCounts.of(redis.master()).get("get"))
                    .as("what they don't answer is read from the master")
                    .isPositive();
            assertThat(replicas).allSatisfy(replica -> {
                assertThat(ReadCounts.refusedBy(replica)).as("reads refused").isPositive();
                assertThatThrownBy(() -> Servers.ask(replica, jedis -> jedis.get("jcache:c:known")))
                        .as("still")
                        .hasMessageStartingWith("MASTERDOWN");
            });
        } finally {
            for (EmbeddedRedis replica : replicas) {
                try (Jedis jedis = new Jedis(replica.uri())) {
                    jedis.configSet("masterauth", "");
                    jedis.configSet("replica-serve-stale-data", "yes");
                }
            }
        }
        redis.awaitReady();
        awaitReplicas();
    }

    @Test
    void failover_readsAreRightThroughout_andGoToTheReplicasOfTheNewMaster() {
        putEverywhere(Map.of("known", "v"));
        EmbeddedRedis old = redis.master();
        old.kill();
        await().atMost(PATIENCE).until(() -> {
            assertThat(cache.get("known")).isIn("v", null);
            return redis.master() != old;
        });
        await().atMost(PATIENCE).until(() -> {
            cache.put("known", "w");
            String read = cache.<String>invoke("known", (entry, arguments) -> entry.getValue());
            return "w".equals(read);
        });
        old.restart();
        redis.awaitReady();
        await().atMost(PATIENCE).until(() -> {
            // What was owed of the outage may have been settled after the entry was put.
            boolean there = "w".equals(cache.get("known"));
            if (!there) {
                cache.put("known", "w");
            }
            return there;
        });

        ReadCounts.awaitFrom(redis.replicas(), List.of(redis.master()), () -> readOften("known", "w"));
    }

    @Test
    void sentinelsThatDontPermitIt_areWarnedOf_andTheMasterIsRead() {
        String[] rules = {"resetchannels", "-@all", "+hello", "+client|setname", "+client|info", "+sentinel|master"};
        try (EmbeddedSentinel secured = EmbeddedSentinel.start()) {
            for (EmbeddedRedis sentinel : secured.sentinels()) {
                try (Jedis jedis = new Jedis(sentinel.uri())) {
                    jedis.aclSetUser("app", rules);
                    jedis.aclSetUser("app", "on", ">0ther", "+sentinel|sentinels");
                }
            }
            String[] settings = {
                "jcache.redis.read-from", "replica-preferred",
                "jcache.redis.sentinel.user", "app",
                "jcache.redis.sentinel.password", "0ther"
            };
            try (Logged logged = Logged.of("io.jcacheredis.internal.connection.sentinel.Sentinels");
                    Opened without = Opened.at(secured.uri(), settings)) {
                Cache<String, String> of = without.cache("c");
                of.put("k", "v");
                assertThat(of.get("k")).isEqualTo("v");
                await().untilAsserted(() -> assertThat(logged.text()).contains("permit +sentinel|replicas"));

                for (EmbeddedRedis sentinel : secured.sentinels()) {
                    try (Jedis jedis = new Jedis(sentinel.uri())) {
                        jedis.aclSetUser("app", "+sentinel|replicas");
                    }
                }
                ReadCounts.awaitFrom(secured.replicas(), List.of(secured.master()), () -> {
                    for (int i = 0; i < READS; i++) {
                        assertThat(of.get("k")).isEqualTo("v");
                    }
                });
            }
        }
    }
}
