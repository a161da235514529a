package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Caches in a cluster, as programs use them. */
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String REGISTRY = "jcache-redis:{registry}:claims";

    private static EmbeddedCluster cluster;

    private RedisCachingProvider provider;
    private Cache<String, String> cache;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(node -> node.password("Canary-7c1f"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        provider = new RedisCachingProvider();
        cache = create(provider, "spread");
    }

    private static Cache<String, String> create(RedisCachingProvider provider, String name) {
        Properties strict = new Properties();
        strict.setProperty("jcache.redis.on-failure", "strict");
        CacheManager manager = provider.getCacheManager(cluster.uri(), null, strict);
        return manager.createCache(
                name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    @AfterEach
    void mend() {
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
        cache.clear();
        provider.close();
    }

    private static long keysOf(EmbeddedRedis node) {
        try (Jedis jedis = new Jedis(node.uri())) {
            return jedis.dbSize();
        }
    }

    @Test
    void cache_isSpreadOverAllMasters() {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            entries.put("key" + i, "value" + i);
        }
        cache.putAll(entries);

        assertThat(cluster.masters()).allMatch(master -> keysOf(master) > 500);
        assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
        Map<String, String> seen = new HashMap<>();
        cache.forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
        assertThat(seen).isEqualTo(entries);
        assertThat(cache.<String>invoke("key1", (entry, arguments) -> {
                    entry.setValue("invoked");
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(cache.get("key1")).isEqualTo("invoked");
        cache.removeAll(new HashSet<>(Set.of("key1", "key2")));
        assertThat(cache.containsKey("key2")).isFalse();

        cache.clear();

        assertThat(cache).isEmpty();
        // What is left are the two keys of the registry.
        assertThat(cluster.masters().stream().mapToLong(ClusterIT::keysOf).sum())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void uri_showsNoPassword() {
        URI uri = cache.getCacheManager().getURI();

        assertThat(uri.toString()).startsWith("redis+cluster://127.0.0.1:").doesNotContain("Canary");
        assertThat(cache.toString()).doesNotContain("Canary");
        assertThat(provider.getCacheManager(cluster.uri(), null)).isSameAs(cache.getCacheManager());
    }

    @Test
    void keySpacesThatOverlap_areRefused() {
        RedisCachingProvider other = new RedisCachingProvider();
        try {
            assertThatThrownBy(() -> create(other, "spread:x"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("spread");
        } finally {
            other.close();
        }
    }

    /** What docs/security.md advises, and what it adds for a cluster. */
    @Test
    void userWithTheLeastRights_doesAll() {
        AdvisedUser.makeInCluster(cluster);
        for (EmbeddedRedis node : cluster.nodes()) {
            try (Jedis jedis = new Jedis(node.uri())) {
                jedis.aclLogReset();
            }
        }
        URI uri = URI.create(cluster.uri().toString().replace(":Canary-7c1f@", "app:secret@"));
        try (Opened opened = Opened.at(uri)) {
            Cache<String, String> least = opened.cache("least");
            for (int i = 0; i < 20; i++) {
                least.put("k" + i, "v");
                assertThat(least.getAndPut("k" + i, "w")).isEqualTo("v");
            }
            assertThat(least).hasSize(20);
            least.clear();
            assertThat(least).isEmpty();
        }
        for (EmbeddedRedis node : cluster.nodes()) {
            try (Jedis jedis = new Jedis(node.uri())) {
                assertThat(jedis.aclLog()).allMatch(entry -> entry.getObject().contains("setinfo"));
            }
        }
    }

    /** The claims to key spaces are compared after a failure, at the one server that keeps them. */
    @Test
    void serverOfTheClaimsGone_entriesElsewhereAreReached() {
        EmbeddedRedis gone = cluster.masterOf(REGISTRY);
        String elsewhere = StreamSupport.stream(keys().spliterator(), false)
                .filter(key -> cluster.masterOf("jcache:spread:" + key) != gone)
                .findFirst()
                .orElseThrow();
        String there = StreamSupport.stream(keys().spliterator(), false)
                .filter(key -> cluster.masterOf("jcache:spread:" + key) == gone)
                .findFirst()
                .orElseThrow();
        cache.put(elsewhere, "1");
        cache.put(there, "2");
        gone.pause();
        await().atMost(PATIENCE).until(() -> {
            long begin = System.nanoTime();
            assertThat(cache.get(elsewhere)).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            try {
                cache.put(there, "3");
                return true;
            } catch (CacheException e) {
                return false;
            }
        });
        assertThat(cache.get(there)).isEqualTo("3");
    }

    private static Iterable<String> keys() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add("k" + i);
        }
        return keys;
    }
}
