package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.Lines.Reach;
import java.util.Map;
import javax.cache.CacheException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connections to one Redis, be it one server or many, made when they are needed. All methods may be called by any thread; each
 * operation ends within the deadline, and none that changes something is sent twice.
 */
public interface RedisConnections extends Exchange, AutoCloseable {

    /**
     * The same servers for what only reads and may be a little old: replicas answer it where the settings say so and there are
     * some, and what they have may lack the latest changes, also those of the calling thread. Only commands of one key each
     * that are answered by a value, or by how many keys there are, may be sent by it.
     */
    default Exchange reads() {
        return this;
    }

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

    /** The same of each server that is used, by its host and port. */
    Map<String, ConnectionMeters> metersByServer();

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

    /** The server that a key is at, as far as is known now: equal for keys at one server, and to nothing else where that is not known. */
    default Object serverOf(byte[] key) {
        return this;
    }

    /** Goes to all servers that keys are at. */
    default ServerTour tour() {
        return ServerTour.of(this);
    }

    /**
     * Listens to what the servers tell, until the result is closed or these connections are. The lines begin soon, and anew whenever
     * they end.
     */
    default Lines listen(Reach reach, LineListener listener) {
        throw new UnsupportedOperationException();
    }

    /** The same, to the server that a key is at. */
    default Lines listen(byte[] key, LineListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Closes the connections. Later calls fail. */
    @Override
    void close();
}
