package io.jcacheredis.internal.connection;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.internal.connection.Breaker.OutageException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
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

    /** Redis repeats from here on what it was sent. */
    private static final String ECHO = ", with args beginning with";

    private final ConnectionSettings settings;

    FailureMessages(ConnectionSettings settings) {
        this.settings = settings;
    }

    String explain(JedisException failure) {
        String redis = "Redis at " + settings.address();
        if (failure instanceof NotReplicatedException) {
            return redis + " made the change, which is lost if another server takes its place: " + failure.getMessage()
                    + " (jcache.redis.wait-for-replicas)";
        }
        boolean sent = isUnknown(failure);
        Throwable root = rootOf(failure);
        if (root instanceof JedisAccessControlException) {
            return redis + " refused: " + withoutStop(withoutEcho(root.getMessage()))
                    + ". Check user, password and permissions in " + WHERE_TO_SET;
        }
        if (root instanceof JedisDataException) {
            return redis + " refused: " + withoutEcho(root.getMessage())
                    + (failure instanceof NotSentException
                            ? ". Its address and database are set by " + WHERE_TO_SET
                            : "");
        }
        if (root instanceof OutageException) {
            return redis + " can't be reached or does not answer, as calls just before found out (" + root.getMessage()
                    + ")" + NOTHING_CHANGED;
        }
        if (root instanceof InterruptedException) {
            return "the thread was interrupted while it waited for " + redis + (sent ? UNKNOWN : NOTHING_CHANGED);
        }
        if (root instanceof TimeoutException) {
            return "all connections to " + redis + " were busy for " + timeout() + " (jcache.redis.timeout)"
                    + NOTHING_CHANGED;
        }
        if (root instanceof SocketTimeoutException) {
            return redis + " did not answer within " + timeout() + " (jcache.redis.timeout)"
                    + (sent ? UNKNOWN : NOTHING_CHANGED)
                    + (!sent && settings.address().tls() ? ". Does it speak TLS, as its URL says?" : "");
        }
        return redis + " can't be reached (" + describe(root) + ")"
                + (sent ? UNKNOWN : NOTHING_CHANGED)
                + ". Is it running? Its address is set by " + WHERE_TO_SET;
    }

    /** As settings spell it. */
    private String timeout() {
        long millis = settings.timeout().toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** Some replies are sentences, and some are not. */
    private static String withoutStop(String reply) {
        return reply.endsWith(".") ? reply.substring(0, reply.length() - 1) : reply;
    }

    /** The failure as users get it: one that may pass is a {@link CacheUnavailableException}. */
    CacheException exception(String subject, JedisException failure) {
        String message = subject + ": " + explain(failure);
        JedisException cause = withoutEcho(failure);
        return switch (FailureKind.of(failure)) {
            case UNREACHABLE ->
                new CacheUnavailableException(message, notAsCause(cause), Reason.UNREACHABLE, isUnknown(failure));
            case NOT_LET_IN ->
                rootOf(failure) instanceof JedisAccessControlException
                        ? new CacheUnavailableException(message, cause, Reason.NOT_PERMITTED, false)
                        : new CacheException(message, cause);
            case NOT_PERMITTED -> new CacheUnavailableException(message, cause, Reason.NOT_PERMITTED, false);
            case NOT_REPLICATED -> new CacheUnavailableException(message, cause, Reason.NOT_REPLICATED, true);
            case REFUSED_NOW -> new CacheUnavailableException(message, cause, Reason.REFUSED, false);
            case COMMAND_REFUSED -> new CacheException(message, cause);
        };
    }

    /**
     * A cause that has what a socket said as a suppressed one: web frameworks take an {@code EOFException} or a broken pipe among the
     * causes for their own client that has gone, and answer nothing.
     */
    private static JedisException notAsCause(JedisException failure) {
        if (!(rootOf(failure) instanceof IOException)) {
            return failure;
        }
        JedisConnectionException broken = new JedisConnectionException("a connection to Redis failed");
        broken.addSuppressed(failure);
        return broken;
    }

    /** Whether it was sent and not answered. */
    private static boolean isUnknown(JedisException failure) {
        return !(failure instanceof NotSentException) && !(rootOf(failure) instanceof JedisDataException);
    }

    /** What happened, for a log: what Redis replied, or what kind of failure it was. */
    static String shortly(Throwable failure) {
        Throwable root = rootOf(failure);
        return root instanceof JedisDataException ? withoutEcho(root.getMessage()) : root.toString();
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
