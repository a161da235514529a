package io.jcacheredis.internal.connection;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** A change was made, and too few replicas are known to have it: it is lost if one of the others takes the master's place. */
final class NotReplicatedException extends JedisException {

    private static final long serialVersionUID = 1L;

    /** A failure with that reason. */
    NotReplicatedException(@Nullable String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
