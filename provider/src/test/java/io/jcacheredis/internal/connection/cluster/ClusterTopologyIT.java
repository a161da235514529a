package io.jcacheredis.internal.connection.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.ClusterFailover;
import io.jcacheredis.faults.Failover.Blow;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.AtOnce;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.TestConnections;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Who is asked who has which slot, and when. */
@Tag("servers")
class ClusterTopologyIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** For so long nobody looks who keeps his servers in view, unless this JVM stands still. */
    private static final Duration LONG = Duration.ofSeconds(4);

    /** Its first slot, its last one, and the master. */
    private static final int RANGE_OF_A_MASTER_ALONE = 3;

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private ClusterConnections connections;

    @BeforeEach
    void open() {
        connections = (ClusterConnections)
                TestConnections.open(RedisAddress.parse(cluster.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void close() {
        connections.close();
        cluster.close();
    }

    private String get(String key) {
        return connections.execute(
                new CommandObject<>(new CommandArguments(Command.GET).key(key.getBytes(UTF_8)), BuilderFactory.STRING));
    }

    private void look() {
        connections.places(System.nanoTime() + TIMEOUT.toNanos());
    }

    /** A master that stood still while it was replaced names itself until it is told. */
    @Test
    void replicasAreAsked_asLongAsThereAreAny() {
        await().atMost(PATIENCE).until(() -> cluster.nodes().stream().allMatch(ClusterTopologyIT::namesAllReplicas));
        look();
        List<EmbeddedRedis> masters = cluster.masters();
        masters.forEach(master -> Servers.ask(master, Jedis::configResetStat));

        for (int i = 0; i < 20; i++) {
            look();
        }

        for (EmbeddedRedis master : masters) {
            String counts = Servers.ask(master, jedis -> jedis.info("commandstats"));
            assertThat(counts).doesNotContain("cluster|slots");
        }
        cluster.replicas().forEach(EmbeddedRedis::kill);
        look();
    }

    /** It leaves those out of which it has not heard how far they have come. */
    private static boolean namesAllReplicas(EmbeddedRedis node) {
        Object ranges = Servers.ask(node, jedis -> jedis.sendCommand(Command.CLUSTER, "SLOTS"));
        return ((List<?>) ranges).stream().allMatch(range -> ((List<?>) range).size() > RANGE_OF_A_MASTER_ALONE);
    }

    /** As after a JVM stood still: a master that did so, too, gives what it has, until it is told that it was replaced. */
    @Test
    void masterReplacedWhileNobodyLooked_isReadByNobody() throws Exception {
        get("kept");
        look();
        long last = System.nanoTime();
        EmbeddedRedis next =
                new ClusterFailover(cluster, Blow.FROZEN, "kept").strike().master();
        try (Jedis jedis = new Jedis(next.uri())) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(JedisException.class)
                    .until(() -> jedis.set("kept", "after").equals("OK"));
        }
        await().atMost(PATIENCE).until(() -> System.nanoTime() - last > LONG.toNanos());

        assertThat(AtOnce.call(8, () -> get("kept"))).containsOnly("after");
    }
}
