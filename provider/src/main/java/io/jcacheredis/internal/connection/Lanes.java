package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to one server: a few lanes that all threads share, one for what is large and some for what waits for replicas,
 * so that nobody who wants little has to wait for it. All waits end with the deadline of the operation. All methods may be called by any thread.
 */
public final class Lanes implements AutoCloseable {

    private static final int LARGE_BYTES = 128 * 1024;

    private final Node node;
    private final Fence fence;
    private final Guard guard;
    private final LaneFactory factory;
    private final Generation generation;
    private final List<Lane> lanes = new ArrayList<>();
    private final LaneGroup swift;
    private final LaneGroup large;
    private final LaneGroup patient;
    private volatile boolean closed;

    /** Lanes that are not connected. */
    Lanes(ServerSettings server, LaneFactory factory, Guard guard, Generation generation) {
        this.node = server.node();
        this.guard = guard;
        this.factory = factory;
        this.generation = generation;
        this.fence = new Fence(node, !server.use().onlyReads());
        Connector connector = (timeoutMillis, sockets) ->
                LaneConnection.open(server, factory, RedisProtocol.RESP2, timeoutMillis, sockets);
        int count = factory.settings().lanes();
        for (int i = 0; i <= 2 * count; i++) {
            lanes.add(new Lane(connector, factory.watchdog(), factory.longestIdleNanos(), fence, generation));
        }
        factory.watchdog().add(lanes);
        this.swift = group(lanes.subList(0, count), factory);
        this.large = group(lanes.subList(count, count + 1), factory);
        this.patient = group(lanes.subList(count + 1, lanes.size()), factory);
    }

    private LaneGroup group(List<Lane> part, LaneFactory factory) {
        return new LaneGroup(part, factory.shortestNanos(), node.isPath(), factory.threads());
    }

    /**
     * Sends commands together and reads their replies, in their order: one round trip. A reply is as Redis sent it, or the
     * {@link JedisException} that it is. Commands that only read may be sent a second time if the connection breaks. A server that
     * does not answer is left alone for a while.
     *
     * @param limits what is kept of all replies together
     * @param deadline by {@link System#nanoTime}
     * @throws JedisException if the server can't be reached or is late; {@link Failures#isNotSent} tells whether nothing
     *     was sent
     */
    public @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        return guard.send(this, commands, limits, deadline);
    }

    /** The same whatever the guard says: see {@link Call#replies}. */
    @Nullable
    Object[] exchange(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        Call call = new Call(commands, limits, deadline);
        if (closed) {
            throw new NotSentException(new IllegalStateException("closed"));
        }
        groupFor(call, commands).run(call);
        return call.replies();
    }

    private LaneGroup groupFor(Call call, List<CommandArguments> commands) {
        if (WaitForReplicas.isAtTheEndOf(commands)) {
            return patient;
        }
        return call.bytes() > LARGE_BYTES ? large : swift;
    }

    /** Whether a call could hardly be answered until then, by {@link System#nanoTime}: it would not be sent. */
    public boolean isTooLate(long deadline) {
        return factory.isTooLate(deadline);
    }

    /** The same as {@link #isTooLate} asks for. */
    long shortestNanos() {
        return factory.shortestNanos();
    }

    /** The server. */
    public Node node() {
        return node;
    }

    /** How many connections were made. */
    long opened() {
        return lanes.stream().mapToLong(Lane::opened).sum();
    }

    /** How many calls wait for a lane. */
    int waiting() {
        return swift.waiting() + large.waiting() + patient.waiting();
    }

    /** How many lanes are in use. */
    int busy() {
        return (int) lanes.stream().filter(Lane::isLed).count();
    }

    /** Another number after a connection broke. */
    public int generation() {
        return generation.current();
    }

    /** Whether something that was given up may still be done by the server. */
    public boolean isInDoubt() {
        return fence.isInDoubt();
    }

    /** Closes the connections, at once or when what goes on is done. Later calls fail. */
    @Override
    public void close() {
        closed = true;
        lanes.forEach(Lane::close);
        factory.forget(this);
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
