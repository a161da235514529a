package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.cluster.SlotMoves;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Caches that read from replicas of a cluster. */
@Tag("servers")
class ClusterReplicaReadsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String BREAKER = "io.jcacheredis.internal.connection.Breaker";

    private static EmbeddedCluster cluster;

    private final Map<String, String> entries = new HashMap<>();
    private Opened opened;
    private Cache<String, String> cache;

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
        opened = open(cluster.uri());
        cache = opened.cache("c");
        IntStream.range(0, 300).forEach(i -> entries.put("k" + i, "v" + i));
        cache.putAll(entries);
        awaitReplicas();
    }

    private static Opened open(URI uri) {
        return Opened.at(
                uri,
                "jcache.redis.read-from",
                "replica-preferred",
                "jcache.redis.timeout",
                ReadCounts.TIMEOUT.toSeconds() + "s");
    }

    @AfterEach
    void mend() {
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
        cache.clear();
        opened.close();
    }

    private void awaitReplicas() {
        ReadCounts.awaitFrom(cluster.replicas(), cluster.masters(), () -> readAll(cache));
    }

    private void readAll(Cache<String, String> of) {
        entries.forEach((key, value) -> assertThat(of.get(key)).isEqualTo(value));
    }

    private static EmbeddedRedis replicaOf(EmbeddedRedis master) {
        return cluster.replicas().stream()
                .filter(node -> {
                    try (Jedis jedis = new Jedis(node.uri())) {
                        return jedis.role().get(2).equals((long) master.port());
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reads_goToTheReplicasOfAllMasters() {
        ReadCounts.reset(cluster.nodes());

        readAll(cache);
        assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
        entries.keySet().forEach(key -> assertThat(cache.containsKey(key)).isTrue());
        assertThat(cache).hasSize(300);

        assertThat(cluster.masters())
                .allSatisfy(master -> assertThat(ReadCounts.of(master)).containsOnlyKeys("scan"));
        assertThat(cluster.replicas())
                .allSatisfy(replica -> assertThat(ReadCounts.of(replica)).containsOnlyKeys("get", "exists"));
    }

    @Test
    void whatChangesOrDecides_goesToTheMasters() {
        ReadCounts.reset(cluster.nodes());

        cache.replace("k1", "v1", "y");
        cache.getAndPut("k2", "x");
        cache.getAndRemove("k3");
        cache.invoke("k4", (entry, arguments) -> entry.getValue());
        cache.invokeAll(Set.of("k5", "k6"), (entry, arguments) -> entry.getValue());
        cache.clear();

        assertThat(cluster.replicas())
                .allSatisfy(replica -> assertThat(ReadCounts.of(replica)).isEmpty());
    }

    private void readWithinTheDeadline(String key, Duration howLong) {
        ReadCounts.readWithinTheDeadline(cache, key, entries.get(key), howLong);
    }

    @Test
    void replicaThatIsGone_isDoneWithout_andUsedAgain() {
        EmbeddedRedis killed = replicaOf(cluster.masterOf("jcache:c:k1"));
        EmbeddedRedis frozen = cluster.replicas().stream()
                .filter(node -> node != killed)
                .findFirst()
                .orElseThrow();
        killed.kill();
        readWithinTheDeadline("k1", Duration.ofSeconds(2));
        frozen.pause();
        for (String key : entries.keySet()) {
            readWithinTheDeadline(key, Duration.ofMillis(5));
        }
        killed.restart();
        frozen.resume();
        cluster.awaitReady();

        awaitReplicas();
    }

    /** While nobody has taken its place: it is no master's word, but it is the value. */
    @Test
    void masterThatStandsStill_itsReplicaAnswersReads() {
        EmbeddedRedis master = cluster.masterOf("jcache:c:k1");
        master.pause();

        readWithinTheDeadline("k1", Duration.ofSeconds(1));
    }

    @Test
    void failover_readsAreRightThroughout_andGoToTheReplicasAfterwards() {
        EmbeddedRedis old = cluster.masterOf("jcache:c:k1");
        EmbeddedRedis replica = replicaOf(old);
        try (Jedis jedis = new Jedis(replica.uri())) {
            jedis.clusterFailover();
        }
        await().atMost(PATIENCE).until(() -> {
            assertThat(cache.get("k1")).isEqualTo("v1");
            return cluster.masterOf("jcache:c:k1") == replica;
        });
        cache.put("k1", "w");
        entries.put("k1", "w");
        cluster.awaitReady();

        awaitReplicas();
        old.kill();
        readWithinTheDeadline("k1", Duration.ofSeconds(1));
    }

    /** Replicas don't know that a slot is on its way, and say that what has left is nowhere. */
    @Test
    void slotOnItsWay_itsEntriesAreFound() {
        SlotMoves moves = new SlotMoves(cluster);
        EmbeddedRedis home = cluster.masterOf("jcache:c:k1");
        EmbeddedRedis other = moves.otherThanMasterOf("jcache:c:k1");
        for (EmbeddedRedis target : List.of(other, home)) {
            moves.move("jcache:c:k1", target, () -> {
                assertThat(cache.get("k1")).isEqualTo("v1");
                assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
            });
            assertThat(cache.get("k1")).isEqualTo("v1");
        }
        awaitReplicas();
    }

    /** What docs/security.md advises, and what it adds for reading from replicas of a cluster. */
    @Test
    void userWithoutReadonly_isWarnedOf_andTheMasterIsRead() {
        AdvisedUser.makeInCluster(cluster);
        URI uri = URI.create(cluster.uri().toString().replace("://", "://app:secret@"));
        try (Logged logged = Logged.of(BREAKER);
                Opened least = open(uri)) {
            Cache<String, String> without = least.cache("c");
            readAll(without);
            assertThat(logged.text())
                    .contains("The replica 127.0.0.1:", "is not read from", "NOPERM", "'readonly'")
                    .doesNotContain("secret");

            AdvisedUser.makeInCluster(cluster, "+readonly");
            ReadCounts.awaitFrom(cluster.replicas(), cluster.masters(), () -> readAll(without));
        }
    }
}
