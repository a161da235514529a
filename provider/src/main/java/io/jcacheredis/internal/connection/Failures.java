package io.jcacheredis.internal.connection;

import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What failures of one set of connections mean, in the words of {@code javax.cache}. */
public final class Failures {

    private final ConnectionSettings settings;
    private final FailureMessages messages;

    public Failures(ConnectionSettings settings) {
        this.settings = settings;
        this.messages = new FailureMessages(settings);
    }

    /** See {@link RedisConnections#failure}. */
    public RuntimeException failure(String subject, JedisException cause, boolean closed) {
        if (closed) {
            return new IllegalStateException(
                    subject + ": the connections to Redis at " + settings.address() + " are closed", cause);
        }
        return messages.exception(subject, cause);
    }

    /** See {@link RedisConnections#kindOf}. */
    public static FailureKind kindOf(JedisException failure) {
        return FailureKind.of(failure);
    }

    /** Whether nothing was sent, so that nothing can have changed. */
    public static boolean isNotSent(JedisException failure) {
        return failure instanceof NotSentException;
    }

    /** The failure of something of which nothing was sent. */
    public static JedisException notSent(Throwable cause) {
        return cause instanceof NotSentException known ? known : new NotSentException(cause);
    }

    /** The failure of something of which a part was sent, whatever became of the rest. */
    public static JedisException sentInPart(JedisException failure) {
        if (!isNotSent(failure)) {
            return failure;
        }
        // A refusal as its cause would say that nothing was done.
        return FailureMessages.rootOf(failure) instanceof JedisDataException
                ? new JedisConnectionException(failure.toString())
                : new JedisConnectionException(failure.toString(), failure);
    }
}
