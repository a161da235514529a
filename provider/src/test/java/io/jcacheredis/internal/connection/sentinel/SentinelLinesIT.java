package io.jcacheredis.internal.connection.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.Lines.Reach;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.connection.ToldByServers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A line to the master that sentinels name. */
@Tag("servers")
class SentinelLinesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** How long a replaced master may be listened to: as long as it may be written to. */
    private static final Duration ASTRAY = Duration.ofSeconds(4);

    private static EmbeddedSentinel redis;

    private final ToldByServers told = new ToldByServers("near:");
    private RedisConnections connections;

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
        connections = TestConnections.open(RedisAddress.parse(redis.uri().toString()), TIMEOUT);
        connections.listen(Reach.ALL, told);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(Set.of(node(redis.master()))));
    }

    @AfterEach
    void mend() {
        connections.close();
        Servers.mend(redis.nodes());
        Servers.mend(redis.sentinels());
        redis.awaitReady();
    }

    private static Node node(EmbeddedRedis server) {
        return new Node(server.host(), server.port());
    }

    private void awaitTold(EmbeddedRedis master, String key) {
        try (Jedis jedis = new Jedis(master.uri())) {
            jedis.set(key, "1");
        }
        await().atMost(PATIENCE).until(() -> told.told().contains(key));
    }

    @Test
    void masterKilled_itsSuccessorIsListenedTo() {
        EmbeddedRedis old = redis.master();

        old.kill();

        await().atMost(PATIENCE).until(() -> redis.master() != old);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(Set.of(node(redis.master()))));
        awaitTold(redis.master(), "near:killed");
    }

    /** It is there and answers; only the sentinels know. */
    @Test
    void masterDemoted_isNotListenedToForLong() {
        SentinelViews.awaitReplicasKnown(redis);
        EmbeddedRedis old = redis.master();
        SentinelViews.demoteMaster(redis);
        await().atMost(PATIENCE).until(() -> redis.replicas().stream().anyMatch(Servers::isMaster));
        long elected = System.nanoTime();

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !told.nodes().contains(node(old)));

        assertThat(Duration.ofNanos(System.nanoTime() - elected)).isLessThan(ASTRAY);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(Set.of(node(redis.master()))));
        awaitTold(redis.master(), "near:demoted");
    }
}
