package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What connections have in common, whatever servers they lead to: deadlines, and what failures mean. */
public abstract class AbstractConnections implements RedisConnections {

    private final LaneFactory factory;
    private final ConnectionSettings settings;
    private final Failures failures;
    private volatile boolean closed;

    /**
     * Connections that are not made yet.
     *
     * @param factory makes all their lanes, and is closed with them
     */
    protected AbstractConnections(LaneFactory factory) {
        this.factory = factory;
        this.settings = factory.settings();
        this.failures = new Failures(settings);
    }

    /**
     * Sends commands and reads their replies, in the commands' order: each as Redis sent it, or the {@link JedisException} that
     * it is. None is sent twice that may have been done.
     *
     * @param limits what is kept of all replies together
     * @param deadline by {@link System#nanoTime}
     * @throws JedisException if Redis can't be reached or is late
     */
    protected abstract @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline);

    /** Closes the lanes. Called again if {@link #close} is. */
    protected abstract void closeLanes();

    @Override
    public final <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        Object reply = send(List.of(command.getArguments()), limits, deadline())[0];
        if (reply instanceof JedisDataException error) {
            throw error;
        }
        return command.getBuilder().build(reply);
    }

    @Override
    public final <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        List<CommandArguments> arguments = new ArrayList<>(commands.size());
        for (CommandObject<T> command : commands) {
            arguments.add(command.getArguments());
        }
        return Arrays.asList(send(arguments, limits, deadline()));
    }

    /** That of an operation which begins now, by {@link System#nanoTime}. */
    protected final long deadline() {
        return System.nanoTime() + settings.timeout().toNanos();
    }

    /** Whether they are closed. */
    protected final boolean isClosed() {
        return closed;
    }

    @Override
    public final ConnectionMeters meters() {
        return factory.meters();
    }

    @Override
    public final Runnable whenBack(Runnable action) {
        return factory.whenBack(action);
    }

    @Override
    public final boolean setsIfEqual() {
        return factory.features().setIfEqual();
    }

    @Override
    public int generation() {
        return factory.generation();
    }

    @Override
    public final FailureKind kindOf(JedisException failure) {
        return Failures.kindOf(failure);
    }

    @Override
    public final RuntimeException failure(String subject, JedisException cause) {
        return failures.failure(subject, cause, closed);
    }

    @Override
    public final void close() {
        closed = true;
        closeLanes();
        factory.close();
    }

    @Override
    public final String toString() {
        return settings.address().toString();
    }
}
