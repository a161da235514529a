package io.jcacheredis.internal.connection;

import java.util.List;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/** Sends commands to Redis and reads their replies. Each operation ends within the deadline. Safe for use by several threads. */
public interface Exchange {

    /**
     * Sends a command and reads its reply: one round trip.
     *
     * @param limits what is kept of the reply
     * @throws JedisException if Redis can't be reached, is late, or replies with an error
     */
    <T> T execute(CommandObject<T> command, ReplyLimits limits);

    /** The same for a reply that is kept as it is. */
    default <T> T execute(CommandObject<T> command) {
        return execute(command, ReplyLimits.NONE);
    }

    /**
     * Sends commands together and reads their replies, in their order: one round trip to each server that has some of
     * the keys. A reply is as Redis sent it, or the {@link JedisException} that it is.
     *
     * @param limits what is kept of all replies together; of several servers, each has its part
     * @throws JedisException if Redis can't be reached or is late; some of the commands may be done then
     */
    <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits);
}
