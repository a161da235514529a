package io.jcacheredis.internal.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisException;

/** Decides whether commands are sent to a server at all, and whether a second time. */
@FunctionalInterface
interface Guard {

    /** Sends everything, once. */
    Guard NONE = Lanes::exchange;

    /**
     * Sends commands by these lanes, or does not.
     *
     * @throws JedisException as {@link Lanes#exchange} does; a {@link NotSentException} if they are not sent
     */
    @Nullable
    Object[] send(Lanes lanes, List<CommandArguments> commands, ReplyLimits limits, long deadline);
}
