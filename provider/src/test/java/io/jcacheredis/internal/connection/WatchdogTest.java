package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Whose sockets are closed when, and for how long somebody looks. The servers are in memory, and silent. */
@Timeout(30)
class WatchdogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LATER = TimeUnit.HOURS.toNanos(1);
    /** So that a tick ends nothing. */
    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    private static final long OFTEN = TimeUnit.MICROSECONDS.toNanos(100);

    private final List<Thread> watching = new CopyOnWriteArrayList<>();
    private final List<MemoryWire> wires = new CopyOnWriteArrayList<>();
    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        wires.forEach(WatchdogTest::closeSocket);
    }

    private static void closeSocket(MemoryWire wire) {
        assertThatThrownBy(() -> wire.socket().close()).hasMessage("on purpose");
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        watching.add(thread);
    }

    /** A lane whose leader waits for a reply until then. */
    private MemoryWire waitForReply(Watchdog watchdog, long deadline) {
        MemoryWire wire = new MemoryWire(null);
        wire.fallSilent();
        wires.add(wire);
        Lane lane = new Lane(
                (timeoutMillis, sockets) -> {
                    sockets.accept(wire.socket());
                    return wire;
                },
                watchdog,
                Long.MAX_VALUE,
                new Fence(new Node("memory", 1), false),
                new Generation(new AtomicInteger()));
        watchdog.add(List.of(lane));
        CommandArguments get = new CommandArguments(Command.GET).key("k");
        Thread leader = new Thread(() -> {
            LaneGroup group = new LaneGroup(List.of(lane), -NEVER, false, Runnable::run);
            Call call = new Call(List.of(get), ReplyLimits.NONE, deadline);
            group.run(call);
            assertThatThrownBy(call::replies).isInstanceOf(JedisException.class);
        });
        leader.setDaemon(true);
        leader.start();
        await().atMost(PATIENCE).until(() -> !wire.sent().isEmpty());
        return wire;
    }

    /** In whatever order they are looked at. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void firstDeadline_isKeptExactly_andOthersAreNot(boolean soonFirst) {
        Watchdog watchdog = new Watchdog(NEVER, tasks::add);
        long now = System.nanoTime();
        List<MemoryWire> waiting = new ArrayList<>();
        for (long left : soonFirst ? new long[] {SOON, LATER} : new long[] {LATER, SOON}) {
            waiting.add(waitForReply(watchdog, now + left));
        }
        start(tasks.get(0)); // when it has both to look at

        MemoryWire soon = waiting.get(soonFirst ? 0 : 1);
        await().atMost(PATIENCE).until(() -> soon.socket().isClosed());

        assertThat(System.nanoTime() - now).isGreaterThanOrEqualTo(SOON);
        assertThat(waiting.get(soonFirst ? 1 : 0).socket().isClosed()).isFalse();
        assertThat(tasks).as("one is enough for all").hasSize(1);
    }

    @Test
    void nobodyInUse_endsTheThread_andTheNextUseBeginsAnother() {
        Watchdog watchdog = new Watchdog(OFTEN, this::start);
        watchdog.watch();
        await().atMost(PATIENCE).until(() -> !watching.get(0).isAlive());

        MemoryWire late = waitForReply(watchdog, System.nanoTime() + SOON);

        await().atMost(PATIENCE).until(() -> late.socket().isClosed());
        assertThat(watching).hasSize(2);
    }

    @Test
    void closed_endsTheThreadAtOnce() {
        Watchdog watchdog = new Watchdog(NEVER, this::start);
        watchdog.watch();
        await().atMost(PATIENCE).until(() -> watching.get(0).getState() == Thread.State.TIMED_WAITING);

        watchdog.close();

        await().atMost(PATIENCE).until(() -> !watching.get(0).isAlive());
    }

    /** Who works until the end is still ended in time. */
    @Test
    void closed_watchesWhoIsAtWorkStill() {
        Watchdog watchdog = new Watchdog(NEVER, this::start);
        watchdog.close();

        MemoryWire late = waitForReply(watchdog, System.nanoTime() + SOON);

        await().atMost(PATIENCE).until(() -> late.socket().isClosed());
        await().atMost(PATIENCE).until(() -> !watching.get(0).isAlive());
    }

    @Test
    void noThread_isAFailure_andTheNextUseAsksForOneAgain() {
        AtomicInteger asked = new AtomicInteger();
        Watchdog watchdog = new Watchdog(OFTEN, task -> {
            if (asked.incrementAndGet() == 1) {
                throw new RejectedExecutionException("on purpose");
            }
        });

        assertThatThrownBy(watchdog::watch).isInstanceOf(RejectedExecutionException.class);
        watchdog.watch();
        watchdog.watch();

        assertThat(asked).hasValue(2);
    }
}
