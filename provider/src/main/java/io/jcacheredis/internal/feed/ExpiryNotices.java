package io.jcacheredis.internal.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.Line;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** What servers tell of keys that expire, if they are configured to: see Redis's "Keyspace notifications". */
public final class ExpiryNotices {

    /** The pattern of such channels, for people. */
    static final String CHANNELS = "__keyevent@*__:expired";

    private static final String SETTING = "notify-keyspace-events";
    /** Of events on channels with their names. */
    private static final String BY_EVENT = "E";

    private static final String EXPIRED = "x";
    /** All events, but not the ways of telling them. */
    private static final String ALL = "A";

    private ExpiryNotices() {}

    /** On which channel servers publish the keys that expire in a database. */
    public static String channel(int database) {
        return "__keyevent@" + database + "__:expired";
    }

    /** Asks a server whether it tells, and warns with what to do if it does not. */
    static void check(Line line, Consumer<String> warnings) {
        line.send(new CommandArguments(Command.CONFIG).add("GET").add(SETTING), answer -> {
            String problem = problem(answer);
            if (!problem.isEmpty()) {
                warnings.accept("Listeners that are to hear of entries which expire in Redis at " + line.node() + " "
                        + problem);
            }
        });
    }

    private static String problem(@Nullable Object answer) {
        if (answer instanceof JedisException refusal) {
            return "hear nothing unless its " + SETTING + " has " + BY_EVENT + EXPIRED
                    + ", which it does not let us look at (" + refusal.getMessage() + ")";
        }
        String flags = answer instanceof List<?> pair && pair.size() == 2 && pair.get(1) instanceof byte[] set
                ? new String(set, US_ASCII)
                : "";
        String missing = (flags.contains(BY_EVENT) ? "" : BY_EVENT)
                + (flags.contains(EXPIRED) || flags.contains(ALL) ? "" : EXPIRED);
        return missing.isEmpty()
                ? ""
                : "hear nothing, as it does not say so. Run there, and put into its configuration: CONFIG SET "
                        + SETTING + " " + flags + missing;
    }
}
