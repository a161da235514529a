package io.jcacheredis.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Sends what changes entries, and returns when enough replicas have the change too: in the same round trip, which takes as long as
 * they take. The server stops waiting in time for the reply to arrive within the deadline. Waits are on lanes of their own, so that
 * they hold up nobody else. Safe for use by several threads.
 *
 * @see <a href="https://redis.io/docs/latest/commands/wait/">WAIT</a>
 */
public final class ReplicatedExchange implements Exchange {

    /** The part of the time-out that replicas have. */
    private static final int PART = 2;

    private final Exchange connections;
    private final int replicas;
    private final Duration atMost;

    /**
     * The exchange by these connections.
     *
     * @param replicas how many have to have each change, one or more
     * @param timeout how long a single operation may take
     */
    public ReplicatedExchange(Exchange connections, int replicas, Duration timeout) {
        this.connections = connections;
        this.replicas = replicas;
        this.atMost = timeout.dividedBy(PART);
    }

    /**
     * Sends a change, reads its reply, and finds out how many replicas have it.
     *
     * @throws NotReplicatedException if they are too few; the server has made the change then
     */
    @Override
    public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        Object reply = executeAll(List.of(command), limits).get(0);
        if (reply instanceof JedisException error) {
            throw error;
        }
        return command.getBuilder().build(reply);
    }

    /**
     * The same for many changes. If all are refused, there is nothing that replicas could have.
     *
     * @throws NotReplicatedException if there is one that too few replicas have
     */
    @Override
    public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        List<CommandObject<Object>> all = new ArrayList<>(commands.size() + 1);
        for (CommandObject<T> command : commands) {
            all.add(unread(command.getArguments()));
        }
        all.add(unread(new WaitForReplicas(replicas, atMost)));
        List<Object> replies = connections.executeAll(all, limits);
        List<Object> ofCommands = replies.subList(0, commands.size());
        if (!ofCommands.stream().allMatch(JedisException.class::isInstance)) {
            check(replies.get(commands.size()));
        }
        return ofCommands;
    }

    private static CommandObject<Object> unread(CommandArguments command) {
        return new CommandObject<>(command, BuilderFactory.RAW_OBJECT);
    }

    private void check(Object reply) {
        if (reply instanceof JedisException error) {
            throw new NotReplicatedException(error.getMessage(), error);
        }
        if ((Long) reply < replicas) {
            throw new NotReplicatedException(
                    "within " + atMost.toMillis() + " ms only " + reply + " of " + replicas + " replicas had it", null);
        }
    }
}
