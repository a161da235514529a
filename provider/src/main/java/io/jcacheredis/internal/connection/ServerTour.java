package io.jcacheredis.internal.connection;

import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Goes to the servers among which the keys are spread, one after another, for what is asked of a server and not of a key: a
 * scan. It goes on until every key that was there throughout has been at a server that was looked through after it got there, so
 * it may go to a server again where keys have moved. Used by one thread at a time.
 */
public interface ServerTour {

    /** Of connections to one server. */
    static ServerTour of(RedisConnections connections) {
        return new ServerTour() {
            @Override
            public int stop() {
                return 0;
            }

            @Override
            public <T> T execute(CommandObject<T> command) {
                return connections.execute(command);
            }

            @Override
            public boolean next() {
                return false;
            }
        };
    }

    /** Which stop the next command goes to. At another number, what was going on begins from its start. */
    int stop();

    /**
     * Sends a command to the server of this stop: one round trip.
     *
     * @throws JedisException if it can't be reached, is late, or replies with an error
     */
    <T> T execute(CommandObject<T> command);

    /**
     * Goes on, when this server has been looked through. May ask servers whether keys have moved.
     *
     * @return false when there is nothing more to look through
     * @throws JedisException if the servers can't be asked, or keys keep moving
     */
    boolean next();
}
