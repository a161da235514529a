package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Says what a failure means for the user: what happened, whether something was changed, and what to do. Never a secret, a
 * key or a value.
 */
final class FailureMessages {

    private static final String WHERE_TO_SET = "jcache.redis.url (environment REDIS_URL)";
    private static final String NOTHING_CHANGED = "; nothing was changed";
    private static final String UNKNOWN = "; whether a change was made is unknown";

    /** What a server says that will do its work later: it starts, fails over, or runs a long script. */
    private static final List<String> NOT_NOW = List.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN");

    /** Redis repeats from here on what it was sent. */
    private static final String ECHO = ", with args beginning with";

    private final ConnectionSettings settings;

    FailureMessages(ConnectionSettings settings) {
        this.settings = settings;
    }

    String explain(JedisException failure) {
        String redis = "Redis at " + settings.address();
        boolean sent = !(failure instanceof NotSentException);
        Throwable root = rootOf(failure);
        if (root instanceof JedisAccessControlException) {
            return redis + " refused: " + withoutEcho(root.getMessage()) + ". Check user, password and permissions in "
                    + WHERE_TO_SET;
        }
        if (root instanceof JedisDataException) {
            return redis + " refused: " + withoutEcho(root.getMessage());
        }
        if (root instanceof InterruptedException) {
            return "the thread was interrupted while it waited for " + redis + (sent ? UNKNOWN : NOTHING_CHANGED);
        }
        if (root instanceof TimeoutException) {
            return "all connections to " + redis + " were busy for " + settings.timeout() + " (jcache.redis.timeout)"
                    + NOTHING_CHANGED;
        }
        if (root instanceof SocketTimeoutException) {
            return redis + " did not answer within " + settings.timeout() + " (jcache.redis.timeout)"
                    + (sent ? UNKNOWN : NOTHING_CHANGED);
        }
        return redis + " can't be reached (" + describe(root) + ")"
                + (sent ? UNKNOWN : NOTHING_CHANGED)
                + ". Is it running? Its address is set by " + WHERE_TO_SET;
    }

    static FailureKind kindOf(JedisException failure) {
        if (!(rootOf(failure) instanceof JedisDataException)) {
            return FailureKind.UNREACHABLE;
        }
        String message = String.valueOf(rootOf(failure).getMessage());
        if (NOT_NOW.stream().anyMatch(message::startsWith)) {
            return FailureKind.UNREACHABLE;
        }
        return failure instanceof NotSentException ? FailureKind.NOT_LET_IN : FailureKind.COMMAND_REFUSED;
    }

    private static String withoutEcho(@Nullable String message) {
        int echo = message == null ? -1 : message.indexOf(ECHO);
        return echo < 0 ? String.valueOf(message) : String.valueOf(message).substring(0, echo);
    }

    /** The failure itself, or a copy of it without the keys and values that Redis repeats in its complaint. */
    static JedisException withoutEcho(JedisException failure) {
        for (Throwable part = failure; part != null; part = part.getCause()) {
            if (part.getMessage() != null && part.getMessage().contains(ECHO)) {
                JedisDataException clean = new JedisDataException(withoutEcho(part.getMessage()));
                clean.setStackTrace(part.getStackTrace());
                return clean;
            }
        }
        return failure;
    }

    private static String describe(Throwable root) {
        return root instanceof IOException || root.getMessage() == null
                ? root.getClass().getSimpleName() + ": " + root.getMessage()
                : String.valueOf(root.getMessage());
    }

    static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = root; next != null; next = causeOf(next)) {
            root = next;
        }
        return root;
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        // Jedis keeps the failures of the single addresses of a host as suppressed ones.
        return cause != null || failure.getSuppressed().length == 0 ? cause : failure.getSuppressed()[0];
    }
}
