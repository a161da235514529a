package io.jcacheredis.internal.source;

import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.RedisConnections;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** What it means that Redis refuses a source, and what to say of it. */
final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    /** What a server refuses, and would if a line to it began anew: somebody has to change something. */
    private static final List<String> HERE = List.of("WRONGTYPE", "MISCONF", "NOREPLICAS", "OOM");

    private final RedisConnections connections;
    private final Consumer<String> warnings;

    /**
     * Refusals by a Redis.
     *
     * @param warnings says something once
     */
    Refusals(RedisConnections connections, Consumer<String> warnings) {
        this.connections = connections;
        this.warnings = warnings;
    }

    /**
     * Tells of one, once if somebody has to change something.
     *
     * @param source what does not tell of events
     * @param rules of an ACL that it needs
     */
    void say(String source, String rules, JedisException refusal) {
        switch (connections.kindOf(refusal)) {
            case NOT_PERMITTED ->
                warnings.accept("Redis at " + connections + " does not permit to the user to listen to " + source
                        + ", so that its events remove nothing: add to the user's rules " + rules);
            case REFUSED_NOW, COMMAND_REFUSED ->
                warnings.accept("Redis at " + connections + " refuses what is needed to listen to " + source
                        + ", so that its events remove nothing until it permits that: " + refusal.getMessage());
            case UNREACHABLE, NOT_LET_IN, NOT_REPLICATED -> log.debug("{} can't be listened to now", source, refusal);
        }
    }

    /** Whether a server that refused so may be the wrong one by now: the line to it has to end. */
    boolean isForAnotherServer(JedisException refusal) {
        FailureKind kind = connections.kindOf(refusal);
        return kind == FailureKind.UNREACHABLE
                || kind == FailureKind.NOT_LET_IN
                || (kind == FailureKind.REFUSED_NOW && HERE.stream().noneMatch(code -> startsWith(refusal, code)));
    }

    /** Whether Redis says of a refusal that it is of this kind. */
    static boolean startsWith(JedisException refusal, String code) {
        return String.valueOf(refusal.getMessage()).startsWith(code);
    }
}
