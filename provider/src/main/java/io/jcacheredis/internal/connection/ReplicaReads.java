package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Has replicas answer commands that only read: any of those of the master that has the key, another one if it does not answer.
 * All of them together have a quarter of the time-out. The master is asked for what no replica answered, and for what a replica
 * says is not there: a replica may be empty because it has just been started, a key may be on its way to another node of a
 * cluster, and to load a value costs more than a second round trip. So what is found may be old, but not that there is nothing.
 */
public final class ReplicaReads extends AbstractExchange {

    /** The part of the time-out that replicas have, so that the master has the rest. */
    private static final int PART = 4;

    /** Knows which replicas there are. */
    @FunctionalInterface
    public interface Replicas {

        /**
         * Those that a command may be sent to: equal lists for the same master, and an empty one if none is known.
         *
         * @param deadline by {@link System#nanoTime}
         * @throws JedisException if it is not known either which servers there are; nothing was sent then
         */
        List<Node> of(CommandArguments command, long deadline);
    }

    private final AbstractExchange masters;
    private final Replicas replicas;
    private final NodeLanes lanes;
    private final long partNanos;

    /**
     * Reads by these lanes.
     *
     * @param masters answer what replicas don't
     * @param lanes to replicas, and to them only; closed by whoever made them
     */
    public ReplicaReads(AbstractExchange masters, Replicas replicas, NodeLanes lanes, ConnectionSettings settings) {
        super(settings);
        this.masters = masters;
        this.replicas = replicas;
        this.lanes = lanes;
        this.partNanos = settings.timeout().toNanos() / PART;
    }

    @Override
    protected @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        Map<List<Node>, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            parts.computeIfAbsent(replicas.of(commands.get(i), deadline), nodes -> new ArrayList<>())
                    .add(i);
        }
        @Nullable Object[] replies = new Object[commands.size()];
        ReplyLimits each = limits.among(parts.size());
        long now = System.nanoTime();
        long until = now + Math.min(deadline - now, partNanos);
        parts.forEach((nodes, part) -> put(ask(nodes, those(commands, part), each, until), part, replies));
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            if (!isFound(replies[i])) {
                open.add(i);
            }
        }
        if (!open.isEmpty()) {
            put(masters.send(those(commands, open), limits, deadline), open, replies);
        }
        return replies;
    }

    /** The replies of the first replica that has some, beginning with any; none if no replica has. */
    private @Nullable Object[] ask(List<Node> nodes, List<CommandArguments> commands, ReplyLimits limits, long until) {
        int first = nodes.size() > 1 ? ThreadLocalRandom.current().nextInt(nodes.size()) : 0;
        for (int i = 0; i < nodes.size(); i++) {
            try {
                return lanes.of(nodes.get((first + i) % nodes.size())).send(commands, limits, until);
            } catch (JedisException e) {
                // Its breaker tells, and leaves it alone: the next one is asked, or the master, who throws if need be.
            }
        }
        return new Object[commands.size()];
    }

    /** Neither nothing, nor no key, nor an error. */
    private static boolean isFound(@Nullable Object reply) {
        return reply != null && !reply.equals(0L) && !(reply instanceof JedisException);
    }

    private static List<CommandArguments> those(List<CommandArguments> commands, List<Integer> part) {
        return part.size() == commands.size()
                ? commands
                : part.stream().map(commands::get).toList();
    }

    private static void put(@Nullable Object[] told, List<Integer> part, @Nullable Object[] replies) {
        for (int i = 0; i < told.length; i++) {
            replies[part.get(i)] = told[i];
        }
    }
}
