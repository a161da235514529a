package io.jcacheredis.internal.connection.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.Lines.Reach;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.connection.ToldByServers;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Lines to the masters of a cluster. */
@Tag("servers")
class ClusterLinesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static EmbeddedCluster cluster;

    private final SlotMoves moves = new SlotMoves(cluster);
    private final ToldByServers told = new ToldByServers("near:");
    private RedisConnections connections;

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
        connections = TestConnections.open(RedisAddress.parse(cluster.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void mend() {
        connections.close();
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
    }

    private static Set<Node> masters() {
        return cluster.masters().stream()
                .map(master -> new Node(master.host(), master.port()))
                .collect(Collectors.toSet());
    }

    private static void set(String key) {
        try (Jedis jedis = new Jedis(cluster.masterOf(key).uri())) {
            jedis.set(key, "1");
        }
    }

    @Test
    void allMasters_areListenedTo() {
        connections.listen(Reach.PARTS, told);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(masters()));

        for (int i = 0; i < 20; i++) {
            set("near:" + i);
        }

        await().atMost(PATIENCE).until(() -> told.told().size() == 20);
    }

    @Test
    void oneOfThem_isEnoughWhereOneWillDo() {
        connections.listen(Reach.ONE, told);
        await().atMost(PATIENCE).until(() -> told.nodes().size() == 1);
        Node first = told.nodes().iterator().next();
        EmbeddedRedis node = cluster.nodes().stream()
                .filter(each -> each.port() == first.port())
                .findFirst()
                .orElseThrow();

        node.kill();

        await().atMost(PATIENCE)
                .until(() -> told.nodes().size() == 1 && !told.nodes().contains(first));
        assertThat(told.begun()).isEqualTo(2);
    }

    /** What was told of a slot by one server says nothing of what another one did to it meanwhile. */
    @Test
    void slotThatMoves_endsTheLinesOfBoth_andOthersStay() {
        connections.listen(Reach.PARTS, told);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(masters()));

        moves.move("near:moved", moves.otherThanMasterOf("near:moved"), () -> {});

        await().atMost(PATIENCE).until(() -> told.ended() == 2 && told.nodes().equals(masters()));
        assertThat(told.begun()).isEqualTo(5);
    }

    /** What clients publish, and which keys expire at a server, has nothing to do with who has which keys. */
    @Test
    void slotThatMoves_endsNoLine_whereNobodyMindsWhichKeysAServerHas() {
        connections.listen(Reach.ALL, told);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(masters()));
        ToldByServers parts = new ToldByServers("near:");
        connections.listen(Reach.PARTS, parts);
        await().atMost(PATIENCE).until(() -> parts.nodes().equals(masters()));

        moves.move("near:moved", moves.otherThanMasterOf("near:moved"), () -> {});

        await().atMost(PATIENCE).until(() -> parts.ended() == 2 && parts.nodes().equals(masters()));
        long moved = System.nanoTime();
        await().atMost(PATIENCE).until(() -> told.proven() > moved);
        assertThat(told.begun()).isEqualTo(3);
        assertThat(told.ended()).isZero();
    }

    @Test
    void masterThatIsReplaced_isListenedToNoMore_butItsSuccessorIs() {
        connections.listen(Reach.PARTS, told);
        await().atMost(PATIENCE).until(() -> told.nodes().equals(masters()));
        EmbeddedRedis killed = cluster.masterOf("near:killed");

        killed.kill();

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> told.nodes().size() == 3
                        && !told.nodes().contains(new Node(killed.host(), killed.port()))
                        && told.nodes().equals(masters()));
        set("near:killed");
        await().atMost(PATIENCE).until(() -> told.told().contains("near:killed"));
    }
}
