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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners of caches in a cluster, whose events are broadcast: one line hears of what happens at all nodes. */
@Tag("servers")
class ClusterRemoteEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String CHANNEL = "jcache-redis:events@0:jcache:c:";

    private static EmbeddedCluster cluster;

    private Opened one;
    private Opened other;
    private Cache<String, String> here;
    private Cache<String, String> there;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        one = open(cluster.uri());
        other = open(cluster.uri());
        here = one.cache("c");
        there = other.cache("c");
    }

    private static Opened open(URI uri) {
        return Opened.at(uri, "jcache.redis.defaults.events", "broadcast");
    }

    @AfterEach
    void mend() {
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
        here.clear();
        one.close();
        other.close();
    }

    private static long subscribers() {
        return cluster.nodes().stream()
                .mapToLong(node ->
                        Servers.ask(node, jedis -> jedis.pubsubNumSub(CHANNEL).get(CHANNEL)))
                .sum();
    }

    private Heard hearThere() {
        Heard heard = Heard.of(there);
        await().atMost(PATIENCE).until(() -> subscribers() == 1);
        return heard;
    }

    @Test
    void changesAtAllNodes_areHeardOnce() {
        Heard heard = hearThere();
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            entries.put("key" + i, "v");
        }

        here.putAll(entries);
        entries.keySet().forEach(here::remove);

        await().atMost(PATIENCE).until(() -> heard.events().size() >= 2000);
        entries.keySet()
                .forEach(key -> assertThat(heard.events().stream().filter(event -> event.contains(" " + key + " ")))
                        .containsExactly("CREATED " + key + " v null", "REMOVED " + key + " v v"));
        assertThat(heard.events()).hasSize(2000);
    }

    @Test
    void nodeThatIsListenedTo_killed_anotherIsListenedTo_andListenersAreTold() {
        Heard heard = hearThere();
        EmbeddedRedis listened = cluster.nodes().stream()
                .filter(node ->
                        Servers.ask(node, jedis -> jedis.pubsubNumSub(CHANNEL).get(CHANNEL)) == 1)
                .findFirst()
                .orElseThrow();

        listened.kill();

        await().atMost(PATIENCE).until(() -> heard.events().contains("MISSED 0"));
        AtomicInteger number = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            here.put("k" + number.incrementAndGet(), "v");
            return heard.events().stream().anyMatch(event -> event.startsWith("CREATED"));
        });
    }

    @Test
    void entriesThatExpireAtAllNodes_areHeardOnce() {
        cluster.masters().forEach(node -> Servers.ask(node, jedis -> jedis.configSet("notify-keyspace-events", "Ex")));
        try (Opened opened = Opened.at(cluster.uri(), "jcache.redis.defaults.expired-events", "true")) {
            Heard heard = Heard.of(opened.cache("c"));
            String channel = "__keyevent@0__:expired";
            await().atMost(PATIENCE)
                    .until(() -> cluster.masters().stream()
                            .allMatch(node -> Servers.ask(
                                            node,
                                            jedis -> jedis.pubsubNumSub(channel).get(channel))
                                    == 1));
            for (int i = 0; i < 100; i++) {
                unwrapped(here).put("k" + i, "v", Duration.ofMillis(20));
            }

            await().atMost(PATIENCE).until(() -> heard.events().size() >= 100);
            assertThat(heard.events())
                    .hasSize(100)
                    .doesNotHaveDuplicates()
                    .allMatch(event -> event.matches("EXPIRED k\\d+ null null"));
        }
    }

    @SuppressWarnings("unchecked")
    private static RedisCache<String, String> unwrapped(Cache<String, String> cache) {
        return cache.unwrap(RedisCache.class);
    }

    @Test
    void userWithWhatIsAdvised_hearsAndTells() {
        AdvisedUser.makeInCluster(cluster, AdvisedUser.EVENTS.toArray(String[]::new));
        URI uri = URI.create(cluster.uri().toString().replace("://", "://app:secret@"));
        try (Opened opened = open(uri)) {
            Cache<String, String> advised = opened.cache("c");
            Heard heard = Heard.of(advised);
            await().atMost(PATIENCE).until(() -> subscribers() == 1);
            here.put("k", "v");
            await().atMost(PATIENCE).until(() -> heard.events().contains("CREATED k v null"));
        }
    }

    @Test
    void durableEvents_areRefused() {
        try (Opened opened = Opened.at(cluster.uri(), "jcache.redis.defaults.events", "durable")) {
            assertThatThrownBy(() -> opened.cache("c"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'c'")
                    .hasMessageContaining("broadcast");
        }
    }
}
