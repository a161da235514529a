package io.jcacheredis.internal.connection.cluster;

import io.jcacheredis.internal.connection.Commands;
import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.NodeLanes;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.WaitForReplicas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Sends the commands of one operation to the nodes that have their keys: to one node after another, those of one node together
 * and in their order.
 *
 * <p>A command that was redirected was not done, and goes out again to where it was sent; so does one whose node could not be
 * connected to, if the slot has another master by now. Whatever may have been done is never sent again. Used by one thread.
 */
final class Dispatch {

    /** A slot that was moved, moved again and is moved now needs four. */
    private static final int MOST_ROUNDS = 8;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int NO_KEY = -1;

    /**
     * Where a command goes next.
     *
     * @param asking whether the node has the key, but not the slot yet
     */
    private record Route(Node node, boolean asking) {}

    private final ClusterTopology topology;
    private final NodeLanes lanes;
    private final List<CommandArguments> commands;
    private final ReplyLimits limits;
    private final long begin = System.nanoTime();
    private final long deadline;
    private final @Nullable Object[] replies;
    /** Goes to each server after its commands; the last reply is that of the one with the fewest. */
    private final @Nullable CommandArguments waiting;
    /** Who is to be asked once, by the command's index. */
    private final Map<Integer, Node> asked = new HashMap<>();

    private boolean anyDone;
    private boolean waits;

    Dispatch(
            ClusterTopology topology,
            NodeLanes lanes,
            List<CommandArguments> commands,
            ReplyLimits limits,
            long deadline) {
        this.topology = topology;
        this.lanes = lanes;
        this.commands = commands;
        this.limits = limits;
        this.deadline = deadline;
        this.replies = new Object[commands.size()];
        this.waiting = WaitForReplicas.isAtTheEndOf(commands) ? commands.get(commands.size() - 1) : null;
    }

    /**
     * The replies, in the order of the commands.
     *
     * @throws JedisException if a node can't be reached or is late
     */
    @Nullable
    Object[] run() {
        int count = waiting == null ? commands.size() : commands.size() - 1;
        List<Integer> open = IntStream.range(0, count).boxed().toList();
        for (int round = 1; !open.isEmpty(); round++) {
            boolean last = round == MOST_ROUNDS || isLittleTimeLeft();
            try {
                open = round(open, last);
            } catch (JedisException e) {
                throw anyDone ? Failures.sentInPart(e) : e;
            }
            if (waits) {
                waits = false;
                LockSupport.parkNanos(this, FIRST_PAUSE_NANOS << round);
            }
        }
        return replies;
    }

    private boolean isLittleTimeLeft() {
        return deadline - System.nanoTime() < (deadline - begin) / 2;
    }

    /** Sends what is open, and tells what has to be sent again. */
    private List<Integer> round(List<Integer> open, boolean last) {
        SlotMap map = topology.current(deadline);
        Map<Route, List<Integer>> parts = new LinkedHashMap<>();
        for (int index : open) {
            parts.computeIfAbsent(route(index, map), route -> new ArrayList<>()).add(index);
        }
        ReplyLimits each = limits.among(parts.size());
        List<Integer> again = new ArrayList<>();
        parts.forEach((route, part) -> {
            try {
                take(route, part, lanes.of(route.node()).send(arguments(route, part), each, deadline), last, again);
            } catch (JedisException e) {
                topology.fail(route.node());
                if (last || !Failures.isNotSent(e) || !haveMoved(part, route.node(), map)) {
                    throw e;
                }
                again.addAll(part);
            }
        });
        Collections.sort(again);
        return again;
    }

    private Route route(int index, SlotMap map) {
        Node once = asked.remove(index);
        if (once != null) {
            return new Route(once, true);
        }
        int slot = slot(commands.get(index));
        Node owner = slot == NO_KEY ? map.masters().iterator().next() : map.owner(slot);
        if (owner == null) {
            owner = topology.newer(map, deadline).owner(slot);
        }
        if (owner == null) {
            throw Failures.notSent(new JedisClusterException("CLUSTERDOWN no node has slot " + slot));
        }
        return new Route(owner, false);
    }

    /** That of a command's first key. */
    static int slot(CommandArguments command) {
        byte[] key = Commands.firstKey(command);
        return key == null ? NO_KEY : JedisClusterCRC16.getSlot(key);
    }

    private List<CommandArguments> arguments(Route route, List<Integer> part) {
        List<CommandArguments> arguments = new ArrayList<>();
        for (int index : part) {
            if (route.asking()) {
                arguments.add(new CommandArguments(Command.ASKING));
            }
            arguments.add(commands.get(index));
        }
        if (waiting != null) {
            arguments.add(waiting);
        }
        return arguments;
    }

    private void take(Route route, List<Integer> part, @Nullable Object[] told, boolean last, List<Integer> again) {
        int step = route.asking() ? 2 : 1;
        boolean anyHere = false;
        for (int i = 0; i < part.size(); i++) {
            int index = part.get(i);
            Object reply = told[(i + 1) * step - 1];
            if (reply instanceof JedisDataException refusal && isElsewhere(refusal, index, route.node()) && !last) {
                again.add(index);
            } else {
                anyHere = true;
                replies[index] = reply;
            }
        }
        anyDone |= anyHere;
        if (waiting != null && anyHere) {
            noteReplicas(told[told.length - 1]);
        }
    }

    private void noteReplicas(@Nullable Object reply) {
        Object before = replies[replies.length - 1];
        boolean isFewer = before == null
                || reply instanceof JedisException
                || (reply instanceof Long count && before instanceof Long fewest && count < fewest);
        if (isFewer) {
            replies[replies.length - 1] = reply;
        }
    }

    /** Whether it was not done because the node is not, or not yet, the one to do it. */
    private boolean isElsewhere(JedisDataException refusal, int index, Node node) {
        if (refusal instanceof JedisRedirectionException redirection) {
            HostAndPort target = redirection.getTargetNode();
            Node other = SlotMap.node(target.getHost(), target.getPort(), node);
            SlotMap map = topology.known();
            if (redirection instanceof JedisAskDataException) {
                asked.put(index, other);
                if (map != null) {
                    map.leave(redirection.getSlot());
                }
            } else if (redirection instanceof JedisMovedDataException) {
                if (map != null) {
                    map.move(redirection.getSlot(), other);
                }
                topology.distrust();
            }
            return true;
        }
        String message = String.valueOf(refusal.getMessage());
        if (message.startsWith("TRYAGAIN") || message.startsWith("CLUSTERDOWN")) {
            topology.distrust();
            waits = true;
            return true;
        }
        return false;
    }

    /** Whether somebody else has the slots of all these commands by now. */
    private boolean haveMoved(List<Integer> part, Node node, SlotMap old) {
        SlotMap map = topology.newer(old, deadline);
        return part.stream()
                .map(index -> slot(commands.get(index)))
                .noneMatch(slot -> slot == NO_KEY || node.equals(map.owner(slot)));
    }
}
