package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.cluster.SlotMoves;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Events by a cluster: a channel is everywhere, a stream at one server. */
@Tag("servers")
class ClusterEventSourcesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedCluster cluster;

    private final SlotMoves moves = new SlotMoves(cluster);
    private Events events;

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
        try (Jedis jedis = new Jedis(home())) {
            jedis.del(Events.STREAM);
        }
        events = new Events(cluster.uri());
        Events.add(home(), "first");
        events.awaitHandled("first");
        await().atMost(PATIENCE).until(() -> subscribed().size() == 1);
    }

    @AfterEach
    void mend() {
        events.close();
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
    }

    /** Where the stream is. */
    private static URI home() {
        return cluster.masterOf(Events.STREAM).uri();
    }

    /** The masters at which somebody listens to the channel. */
    private static List<EmbeddedRedis> subscribed() {
        return cluster.masters().stream()
                .filter(master -> Servers.ask(
                                master,
                                jedis -> jedis.pubsubNumSub(Events.CHANNEL).get(Events.CHANNEL))
                        > 0)
                .toList();
    }

    @Test
    void messages_areHeardFromEveryNode_once() {
        for (EmbeddedRedis node : cluster.nodes()) {
            Events.publish(node.uri(), "by " + node.port());
        }

        for (EmbeddedRedis node : cluster.nodes()) {
            events.awaitHandled("by " + node.port());
        }
        assertThat(events.handled()).hasSize(1 + cluster.nodes().size()).doesNotHaveDuplicates();
    }

    @Test
    void channel_ofANodeThatIsKilled_isListenedToAtAnotherOne() {
        EmbeddedRedis first = subscribed().get(0);

        first.kill();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !subscribed().isEmpty() && !subscribed().contains(first));

        Events.publish(subscribed().get(0).uri(), "after");
        events.awaitHandled("after");
    }

    @Test
    void streamThatMoves_isFollowed_andNothingIsLost() {
        EmbeddedRedis other = moves.otherThanMasterOf(Events.STREAM);

        moves.move(Events.STREAM, other, () -> {});
        Events.add(other.uri(), "moved");

        events.awaitHandled("moved");
        Events.awaitAcknowledged(other.uri());
        assertThat(events.handled()).containsExactly("first", "moved");
    }

    @Test
    void streamWhoseMasterIsKilled_isReadAtItsSuccessor() {
        EmbeddedRedis old = cluster.masterOf(Events.STREAM);
        Events.addAndReplicate(old.uri(), "before");

        old.kill();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> cluster.masterOf(Events.STREAM) != old);
        Events.add(home(), "after");

        events.awaitHandled("before", "after");
        Events.awaitAcknowledged(home());
    }
}
