package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.connection.Fence.Peer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** When a lane connects, keeps its connection and drops it. The server is in memory, and the test is the watchdog. */
@Timeout(30)
class LaneTest {

    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final Fence fence = new Fence(new Node("memory", 1), true);
    private final Generation generation = new Generation(new AtomicInteger());
    private final Watchdog absent = new Watchdog(1, task -> {});
    private final List<MemoryWire> wires = new CopyOnWriteArrayList<>();
    private final List<Integer> timeouts = new CopyOnWriteArrayList<>();
    private Runnable whileConnecting = () -> {};
    private final Lane lane = lane(LONG);

    private Lane lane(long longestIdleNanos) {
        return new Lane(this::connect, absent, longestIdleNanos, fence, generation);
    }

    private Wire connect(int timeoutMillis, Consumer<Socket> sockets) {
        MemoryWire made = new MemoryWire(new Peer(String.valueOf(wires.size()), "memory"));
        wires.add(made);
        timeouts.add(timeoutMillis);
        whileConnecting.run();
        sockets.accept(made.socket());
        return made;
    }

    private static CommandArguments get() {
        return new CommandArguments(Command.GET).key("k");
    }

    /** As a leader does it; gives the replies. */
    private static @Nullable Object[] serve(Lane lane, long leftNanos) {
        Call call = new Call(List.of(get()), ReplyLimits.NONE, System.nanoTime() + leftNanos);
        Batch batch = new Batch(Long.MIN_VALUE / 2);
        call.take();
        batch.add(call);
        lane.tryLead();
        try {
            lane.serve(batch);
        } finally {
            batch.finish();
            lane.leave();
        }
        return call.replies();
    }

    private void serve() {
        assertThat(serve(lane, LONG)).containsExactly("reply to GET k");
    }

    private void failToServe() {
        assertThatThrownBy(() -> serve(lane, LONG)).hasCauseInstanceOf(IOException.class);
    }

    private MemoryWire wire(int number) {
        return wires.get(number);
    }

    @Test
    void connection_isMadeWhenItIsNeeded_andKept() {
        assertThat(lane.opened()).isZero();

        serve();
        serve();

        assertThat(lane.opened()).isOne();
        assertThat(wire(0).isClosed()).isFalse();
        assertThat(wire(0).socket().isClosed()).isFalse();
    }

    @Test
    void connectionThatIdledForTooLong_isNotUsedAgain() {
        Lane restless = lane(0);
        serve(restless, LONG);
        serve(restless, LONG);

        assertThat(restless.opened()).isEqualTo(2);
        assertThat(wire(0).isClosed()).isTrue();
        assertThat(wire(0).socket().isClosed()).isTrue();
        assertThat(wire(1).isClosed()).isFalse();
    }

    /** What broke the connection of another lane most likely broke this one too. */
    @Test
    void connectionThatWasMadeBeforeAnotherBroke_isNotUsedAgain_andTheNextOneIs() {
        serve();
        generation.next();
        serve();
        serve();

        assertThat(lane.opened()).isEqualTo(2);
        assertThat(wire(0).sent()).hasSize(1);
        assertThat(wire(0).isClosed()).isTrue();
        assertThat(wire(1).sent()).hasSize(2);
    }

    @Test
    void connectionThatBreaks_isDropped_andTellsTheOtherLanes() {
        serve();
        int before = generation.current();
        wire(0).fail();

        failToServe();

        assertThat(generation.current()).isNotEqualTo(before);
        assertThat(wire(0).isClosed()).isTrue();
        assertThat(wire(0).socket().isClosed()).isTrue();
        serve();
        assertThat(lane.opened()).isEqualTo(2);
    }

    /** What was sent on it is killed before anything else is done, once. */
    @Test
    void connectionThatBreaks_isKilledBeforeWhatIsSentNext() {
        serve();
        wire(0).fail();
        failToServe();
        assertThat(fence.isInDoubt()).isTrue();

        serve(lane, LONG);
        serve();

        assertThat(wire(1).sent()).containsExactly("CLIENT KILL ID 0 ADDR memory", "GET k", "GET k");
        assertThat(fence.isInDoubt()).isFalse();
    }

    @Test
    void connectionThatCanNotBeMade_isAFailureOfWhatIsNotSent_andKillsNobody() {
        int before = generation.current();
        whileConnecting = () -> {
            throw new JedisConnectionException("nobody is there");
        };

        assertThatThrownBy(() -> serve(lane, LONG))
                .isInstanceOf(NotSentException.class)
                .hasRootCauseMessage("nobody is there");

        assertThat(lane.opened()).isZero();
        assertThat(generation.current()).isNotEqualTo(before);
        assertThat(fence.isInDoubt()).isFalse();
    }

    /** The next reply would be taken for that to another command. */
    @Test
    void replyTooMany_endsTheConnection_butNotTheCall() {
        int before = generation.current();
        whileConnecting = () -> wire(0).exceed();
        serve();
        whileConnecting = () -> {};

        assertThat(wire(0).isClosed()).isTrue();
        assertThat(generation.current()).isEqualTo(before);
        assertThat(fence.isInDoubt()).isFalse();
        serve();
        assertThat(lane.opened()).isEqualTo(2);
    }

    @Test
    void timeToConnect_isWhatTheCallHasLeft_andNotForEver() {
        serve(lane, TimeUnit.SECONDS.toNanos(50));
        generation.next();
        serve(lane, -LONG);
        generation.next();
        serve(lane, Long.MAX_VALUE / 2);

        assertThat(timeouts.get(0)).isBetween(20_000, 50_000);
        assertThat(timeouts.get(1)).as("none would be for ever").isOne();
        assertThat(timeouts.get(2)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void stepThatIsLate_isEndedByTheWatchdog_andSaysSo() throws Exception {
        whileConnecting = () -> wire(0).fallSilent();
        FutureTask<Object> late = new FutureTask<>(() -> serve(lane, LONG));
        Thread leader = new Thread(late);
        leader.setDaemon(true);
        leader.start();
        await().until(() -> wires.size() == 1 && !wire(0).sent().isEmpty());
        long deadline = lane.deadline();
        assertThat(deadline).isNotEqualTo(Lane.NO_DEADLINE);

        lane.expire(deadline - 1);
        assertThat(wire(0).socket().isClosed()).as("that was another step").isFalse();
        lane.expire(deadline);

        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(JedisConnectionException.class)
                .hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(lane.deadline()).isEqualTo(Lane.NO_DEADLINE);
        assertThat(wire(0).isClosed()).isTrue();
    }

    /** Nobody else will close it. */
    @Test
    void socketThatIsMadeTooLate_isClosedAtOnce() {
        whileConnecting = () -> {
            lane.expire(lane.deadline());
            assertThat(lane.deadline()).as("it has been closed once").isEqualTo(Lane.NO_DEADLINE);
            wire(0).fallSilent();
        };

        assertThatThrownBy(() -> serve(lane, LONG)).hasRootCauseInstanceOf(SocketTimeoutException.class);

        assertThat(wire(0).socket().isClosed()).isTrue();
    }

    /** The watchdog has closed the socket when the last reply had just been read. */
    @Test
    void replyThatIsThereAtTheLastMoment_counts_butItsConnectionIsDropped() {
        whileConnecting = () -> lane.expire(lane.deadline());
        serve();
        whileConnecting = () -> {};

        assertThat(wire(0).isClosed()).isTrue();
        serve();
        assertThat(lane.opened()).isEqualTo(2);
    }

    @Test
    void closing_endsTheConnection_andThereIsNoOther() {
        serve();
        assertThat(lane.isGone()).isFalse();

        lane.close();

        assertThat(lane.isGone()).isTrue();
        assertThat(lane.isLed()).isFalse();
        assertThat(wire(0).isClosed()).isTrue();
        assertThatThrownBy(() -> serve(lane, LONG))
                .isInstanceOf(NotSentException.class)
                .hasRootCauseMessage("closed");
        assertThat(lane.opened()).isOne();
    }

    @Test
    void closing_whileALeaderIsAtWork_waitsForIt() {
        whileConnecting = () -> {
            lane.close();
            assertThat(lane.isGone()).isFalse();
        };

        serve();

        assertThat(wire(0).isClosed()).isTrue();
        assertThat(lane.isGone()).isTrue();
    }

    @Test
    void lead_isOneThreads() {
        assertThat(lane.isLed()).isFalse();
        assertThat(lane.tryLead()).isTrue();
        assertThat(lane.isLed()).isTrue();
        assertThat(lane.tryLead()).isFalse();

        lane.leave();

        assertThat(lane.tryLead()).isTrue();
    }
}
