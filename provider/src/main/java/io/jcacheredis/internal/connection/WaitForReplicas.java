package io.jcacheredis.internal.connection;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The command {@code WAIT}, which replies with how many replicas have what came before it on its connection. It stands at the end of
 * a call, and goes to each server that has a part in it; the call's reply is that of the server with the fewest.
 */
public final class WaitForReplicas extends CommandArguments {

    /**
     * The command.
     *
     * @param replicas how many are enough for a reply
     * @param atMost after which the server replies in any case; at least a millisecond
     */
    WaitForReplicas(int replicas, Duration atMost) {
        super(Command.WAIT);
        add(replicas).add(Math.max(1, atMost.toMillis())); // none would be for ever
    }

    /** Whether one is at the end of a call. */
    public static boolean isAtTheEndOf(List<CommandArguments> commands) {
        return commands.get(commands.size() - 1) instanceof WaitForReplicas;
    }
}
