package io.jcacheredis.internal.connection;

import redis.clients.jedis.exceptions.JedisException;

/** No connection was to be had, so that nothing was sent and nothing can have changed. */
final class NotSentException extends JedisException {

    private static final long serialVersionUID = 1L;

    NotSentException(Throwable cause) {
        super("no connection: " + cause.getMessage(), cause);
    }
}
