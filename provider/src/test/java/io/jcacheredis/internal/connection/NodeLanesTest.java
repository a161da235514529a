package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** The lanes to servers that come and go. */
@Timeout(60)
class NodeLanesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final LoopbackServer one = new LoopbackServer(command -> null);
    private final LoopbackServer other = new LoopbackServer(command -> null);
    private final LoopbackServer failing =
            new LoopbackServer(command -> command.startsWith("INCR") ? LoopbackServer.HANG_UP : null);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LaneFactory factory = new LaneFactory(
            new ConnectionSettings(RedisAddress.parse("redis+cluster://" + one.node()), TIMEOUT), threads);
    private final NodeLanes lanes = new NodeLanes(factory::toServer);

    @AfterEach
    void close() {
        lanes.close();
        factory.close();
        threads.shutdownNow();
        List.of(one, other, failing).forEach(LoopbackServer::close);
    }

    private static void send(Lanes to) {
        List<CommandArguments> change = List.of(new CommandArguments(Command.INCR).key("k"));
        to.send(change, ReplyLimits.NONE, System.nanoTime() + TIMEOUT.toNanos());
    }

    @Test
    void lanes_areMadeOnceForEachNode() {
        Lanes first = lanes.of(one.node());

        assertThat(first.node()).isEqualTo(one.node());
        assertThat(lanes.of(one.node())).isSameAs(first);
        assertThat(lanes.of(other.node())).isNotSameAs(first);
    }

    @Test
    void nodesThatHaveLeft_areClosed_andMadeAnewWhenTheyComeBack() {
        Lanes left = lanes.of(one.node());
        Lanes kept = lanes.of(other.node());
        send(left);
        send(kept);

        lanes.keepOnly(List.of(other.node()));

        await().until(() -> one.open() == 0);
        assertThat(other.open()).isOne();
        assertThat(lanes.of(other.node())).isSameAs(kept);
        assertThat(lanes.of(one.node())).isNotSameAs(left);
        send(lanes.of(one.node()));
    }

    /** What was given up there is killed when the node comes back. */
    @Test
    void nodeThatHasLeft_whileAWriteIsInDoubt_isKept() {
        Lanes doubtful = lanes.of(failing.node());
        assertThatThrownBy(() -> send(doubtful)).isInstanceOf(JedisException.class);

        lanes.keepOnly(List.of());

        assertThat(lanes.of(failing.node())).isSameAs(doubtful);
    }

    @Test
    void closed_closesAll_andMakesNoOthers() {
        Lanes known = lanes.of(one.node());
        send(known);
        lanes.close();

        await().until(() -> one.open() == 0);
        assertThatThrownBy(() -> send(known)).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> lanes.of(other.node()))
                .isInstanceOf(NotSentException.class)
                .hasRootCauseMessage("closed");
        assertThat(factory.metersByServer())
                .as("those that were made meanwhile are closed too")
                .isEmpty();
    }
}
