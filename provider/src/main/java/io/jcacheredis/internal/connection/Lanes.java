package io.jcacheredis.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to one Redis: a few lanes that all threads share, and one for what is large, so that nobody who wants
 * little has to wait for it. All waits end with the deadline of the operation.
 */
public final class Lanes implements RedisConnections {

    static final int LANES = 4;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);
    private static final int LARGE_BYTES = 128 * 1024;
    /** The part of the time-out that a command must have left when it is sent. */
    private static final int SHORTEST_PART = 8;

    private final ConnectionSettings settings;
    private final FailureMessages messages;
    private final long timeoutNanos;
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
    public Lanes(ConnectionSettings settings, Executor threads) {
        this(settings, threads, LONGEST_IDLE);
    }

    /** Lanes that connect anew when they have idled for that long. */
    Lanes(ConnectionSettings settings, Executor threads, Duration longestIdle) {
        this.settings = settings;
        this.messages = new FailureMessages(settings);
        this.timeoutNanos = settings.timeout().toNanos();
        long shortest = timeoutNanos / SHORTEST_PART;
        this.watchdog = new Watchdog(lanes, shortest, threads);
        Fence fence = new Fence(settings.address());
        for (int i = 0; i <= LANES; i++) {
            lanes.add(new Lane(settings, watchdog, fence, longestIdle.toNanos(), generation));
        }
        this.swift = new LaneGroup(lanes.subList(0, LANES), shortest, threads);
        this.large = new LaneGroup(lanes.subList(LANES, LANES + 1), shortest, threads);
    }

    @Override
    public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        Object reply = run(List.of(command.getArguments()), limits)[0];
        if (reply instanceof JedisDataException error) {
            throw error;
        }
        return command.getBuilder().build(reply);
    }

    @Override
    public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        List<CommandArguments> arguments = new ArrayList<>(commands.size());
        for (CommandObject<T> command : commands) {
            arguments.add(command.getArguments());
        }
        List<Object> replies = new ArrayList<>(commands.size());
        for (Object reply : run(arguments, limits)) {
            replies.add(reply);
        }
        return replies;
    }

    private @Nullable Object[] run(List<CommandArguments> commands, ReplyLimits limits) {
        Call call = new Call(commands, limits, System.nanoTime() + timeoutNanos);
        if (closed) {
            throw new NotSentException(new IllegalStateException("closed"));
        }
        (call.bytes() > LARGE_BYTES ? large : swift).run(call);
        return call.replies();
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
        return FailureMessages.kindOf(failure);
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        if (closed) {
            return new IllegalStateException(subject + ": the connections to Redis at " + this + " are closed", cause);
        }
        return new CacheException(subject + ": " + messages.explain(cause), FailureMessages.withoutEcho(cause));
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
