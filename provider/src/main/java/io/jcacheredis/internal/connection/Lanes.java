package io.jcacheredis.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to one Redis: a few lanes that all threads share, and one for what is large, so that nobody who wants
 * little has to wait for it. All waits end with the deadline of the operation.
 */
final class Lanes extends AbstractConnections {

    static final int LANES = 4;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);
    private static final int LARGE_BYTES = 128 * 1024;
    /** The part of the time-out that a command must have left when it is sent. */
    private static final int SHORTEST_PART = 8;

    private final ConnectionSettings settings;
    private final FailureMessages messages;
    private final long timeoutNanos;
    private final long shortestNanos;
    private final List<Lane> lanes = new ArrayList<>();
    private final Watchdog watchdog;
    private final LaneGroup swift;
    private final LaneGroup large;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Lanes that are not connected.
     *
     * @param threads for a watchdog while lanes are in use, and for leaders on behalf of virtual threads
     */
    Lanes(ConnectionSettings settings, Executor threads) {
        this(settings, threads, LONGEST_IDLE);
    }

    /** Lanes that connect anew when they have idled for that long. */
    Lanes(ConnectionSettings settings, Executor threads, Duration longestIdle) {
        this.settings = settings;
        this.messages = new FailureMessages(settings);
        this.timeoutNanos = settings.timeout().toNanos();
        this.shortestNanos = timeoutNanos / SHORTEST_PART;
        this.watchdog = new Watchdog(lanes, shortestNanos, threads);
        Fence fence = new Fence(settings.address());
        for (int i = 0; i <= LANES; i++) {
            lanes.add(new Lane(settings, watchdog, fence, longestIdle.toNanos(), generation));
        }
        this.swift = new LaneGroup(lanes.subList(0, LANES), shortestNanos, threads);
        this.large = new LaneGroup(lanes.subList(LANES, LANES + 1), shortestNanos, threads);
    }

    @Override
    @Nullable
    Object[] run(List<CommandArguments> commands, ReplyLimits limits) {
        return run(commands, limits, System.nanoTime() + timeoutNanos);
    }

    /** Sends commands and reads their replies: see {@link Call#replies}. */
    @Nullable
    Object[] run(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        if (closed) {
            throw new NotSentException(new IllegalStateException("closed"));
        }
        Call call = new Call(commands, limits, deadline);
        (call.bytes() > LARGE_BYTES ? large : swift).run(call);
        return call.replies();
    }

    /** Whether a call with that deadline would be sent. */
    boolean isInTime(long deadline) {
        return deadline - System.nanoTime() >= shortestNanos;
    }

    /** How many connections were made. */
    long opened() {
        return lanes.stream().mapToLong(Lane::opened).sum();
    }

    /** How many calls wait for a lane. */
    int waiting() {
        return swift.waiting() + large.waiting();
    }

    /** How many lanes are in use. */
    int busy() {
        return (int) lanes.stream().filter(Lane::isLed).count();
    }

    @Override
    public int generation() {
        return generation.get();
    }

    @Override
    public FailureKind kindOf(JedisException failure) {
        return FailureKind.of(failure);
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        if (closed) {
            return new IllegalStateException(subject + ": the connections to Redis at " + this + " are closed", cause);
        }
        return messages.exception(subject, cause);
    }

    @Override
    public void close() {
        closed = true;
        lanes.forEach(Lane::close);
        watchdog.close();
    }

    @Override
    public String toString() {
        return settings.address().toString();
    }
}
