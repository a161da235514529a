package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What all exchanges have in common: the deadline of an operation, and how replies are read. */
public abstract class AbstractExchange implements Exchange {

    private final long timeoutNanos;

    AbstractExchange(ConnectionSettings settings) {
        this.timeoutNanos = settings.timeout().toNanos();
    }

    /**
     * Sends commands and reads their replies, in the commands' order: each as Redis sent it, or the {@link JedisException} that
     * it is. None is sent twice that may have been done and changes something.
     *
     * @param limits what is kept of all replies together
     * @param deadline by {@link System#nanoTime}
     * @throws JedisException if Redis can't be reached or is late
     */
    protected abstract @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline);

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
        return System.nanoTime() + timeoutNanos;
    }
}
