package io.jcacheredis.internal.connection;

import java.util.List;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What a failure says about Redis. */
public enum FailureKind {
    /** It can't be reached or is late, or says that it will answer later. */
    UNREACHABLE,
    /** It is there and does not let us in, or is too old: somebody has to change something. */
    NOT_LET_IN,
    /** It answered, and does not permit this command to the user. */
    NOT_PERMITTED,
    /** It answered, and refused this command for a reason that may pass: it is full, read-only, or the key is elsewhere or no string. */
    REFUSED_NOW,
    /** It made the change, and too few of its replicas have it. */
    NOT_REPLICATED,
    /** It answered, and refused this command. */
    COMMAND_REFUSED;

    /** What a server says that will do its work later: it starts, fails over, or runs a long script. */
    private static final List<String> LATER =
            List.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "ERR max number of clients");

    private static final List<String> NOW =
            List.of("OOM", "MISCONF", "READONLY", "NOREPLICAS", "NOGOODSLAVE", "WRONGTYPE", "MOVED", "ASK");

    static FailureKind of(JedisException failure) {
        if (failure instanceof NotReplicatedException) {
            return NOT_REPLICATED;
        }
        Throwable root = FailureMessages.rootOf(failure);
        if (!(root instanceof JedisDataException)) {
            return UNREACHABLE;
        }
        String message = String.valueOf(root.getMessage());
        if (LATER.stream().anyMatch(message::startsWith)) {
            return UNREACHABLE;
        }
        if (failure instanceof NotSentException) {
            return NOT_LET_IN;
        }
        if (root instanceof JedisAccessControlException) {
            return NOT_PERMITTED;
        }
        return NOW.stream().anyMatch(message::startsWith) ? REFUSED_NOW : COMMAND_REFUSED;
    }
}
