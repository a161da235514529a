package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What commands and replies have in common, however they are sent. */
abstract class AbstractConnections implements RedisConnections {

    /**
     * Sends commands together and waits for their replies: as Redis sent them, or the exceptions that they are.
     *
     * @throws JedisException if it was not sent, or not answered as a whole
     */
    abstract @Nullable Object[] run(List<CommandArguments> commands, ReplyLimits limits);

    @Override
    public final <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        Object reply = run(List.of(command.getArguments()), limits)[0];
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
        return Arrays.asList(run(arguments, limits));
    }
}
