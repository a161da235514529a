package io.jcacheredis.internal.connection;

import java.util.List;
import javax.cache.CacheException;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connections to one Redis, be it one server or many, made when they are needed. All methods may be called by any thread; each
 * operation ends within the deadline, and none that changes something is sent twice.
 */
public interface RedisConnections extends AutoCloseable {

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

    /**
     * The same failure in the words of {@code javax.cache}: what happened to what, and what to do about it. A {@link
     * CacheException}, or an {@link IllegalStateException} after {@link #close}.
     */
    RuntimeException failure(String subject, JedisException cause);

    /** What a failure says about Redis. */
    FailureKind kindOf(JedisException failure);

    /**
     * Has something done, by another thread, whenever Redis answers again after an outage.
     *
     * @return ends that
     */
    Runnable whenBack(Runnable action);

    /** What was counted of these connections. */
    ConnectionMeters meters();

    /** Another number after a connection broke: the next one may lead to another server, or to one that was restarted. */
    int generation();

    /** The same for the server that a key is at. */
    default int generation(byte[] key) {
        return generation();
    }

    /**
     * Whether keys are spread over several servers: some can be away while others are there, and a command with several keys
     * is refused unless they are in one slot.
     */
    default boolean isSpread() {
        return false;
    }

    /**
     * Whether SET has the option IFEQ (Redis 8.4, Valkey 8.1) at all servers that were met so far. One that is met later may refuse
     * it as a syntax error.
     */
    default boolean setsIfEqual() {
        return false;
    }

    /** The server that a key is at, as far as is known now: equal for keys at one server. */
    default Object serverOf(byte[] key) {
        return this;
    }

    /** Goes to all servers that keys are at. */
    default ServerTour tour() {
        return ServerTour.of(this);
    }

    /** Closes the connections. Later calls fail. */
    @Override
    void close();
}
