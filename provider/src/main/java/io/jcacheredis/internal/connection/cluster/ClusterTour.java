package io.jcacheredis.internal.connection.cluster;

import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.NodeLanes;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.ServerTour;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Goes to all masters, and again to where slots went meanwhile.
 *
 * <p>A key that moves from one node to another is at one of them at any time. Who looks through the one that it leaves first,
 * and the other one afterwards, sees it. So the nodes that slots leave come first; and at the end, a slot that has gone from a
 * node to one that was not looked through after it makes another round, to these two.
 *
 * <p>That a slot went straight to where it is now, or nowhere, the epoch of the node that has it now tells. A node that gets a
 * slot makes its epoch the greatest of all, unless it is: had the slot been at a third node in between, that one's would have
 * become the greatest, and this one's another again. Where the epoch is another, the slots of that node are not known to have
 * been seen. What leaves no trace is a move that is begun, given up and undone key by key, all of it between two looks.
 */
final class ClusterTour implements ServerTour {

    private static final int MOST_ROUNDS = 16;

    private final ClusterTopology topology;
    private final NodeLanes lanes;
    private final LongSupplier deadlines;

    /** The slots that are not known to have been seen. */
    private final BitSet open = new BitSet(SlotMap.SLOTS);

    private @Nullable SlotPlaces before;
    private List<Node> route = List.of();
    private int at;
    private int stop;
    private int rounds;

    ClusterTour(ClusterTopology topology, NodeLanes lanes, LongSupplier deadlines) {
        this.topology = topology;
        this.lanes = lanes;
        this.deadlines = deadlines;
        open.set(0, SlotMap.SLOTS);
    }

    @Override
    public int stop() {
        return stop;
    }

    @Override
    public <T> T execute(CommandObject<T> command) {
        if (before == null) {
            SlotPlaces first = places();
            route = route(first, first.moving());
            before = first;
        }
        return command.getBuilder().build(ask(route.get(at), command.getArguments(), deadlines.getAsLong()));
    }

    private Object ask(Node node, CommandArguments command, long deadline) {
        Object reply;
        try {
            reply = lanes.of(node).send(List.of(command), ReplyLimits.NONE, deadline)[0];
        } catch (JedisException e) {
            topology.fail(node);
            throw e;
        }
        if (reply instanceof JedisDataException refusal) {
            throw refusal;
        }
        if (reply == null) {
            throw new JedisConnectionException(node + " replies with nothing");
        }
        return reply;
    }

    private SlotPlaces places() {
        long deadline = deadlines.getAsLong();
        SlotMap map = topology.fresh(deadline);
        SlotPlaces places = new SlotPlaces();
        for (Node master : map.masters()) {
            Object reply = ask(master, new CommandArguments(Command.CLUSTER).add("NODES"), deadline);
            try {
                places.add(master, (byte[]) reply, map);
            } catch (IllegalArgumentException | ClassCastException e) {
                throw new JedisConnectionException(e);
            }
        }
        return places;
    }

    /** All masters in the order in which keys move. */
    private static List<Node> route(SlotPlaces places, Set<Integer> moving) {
        Set<Node> sources = new LinkedHashSet<>();
        Set<Node> targets = new LinkedHashSet<>();
        for (int slot : moving) {
            sources.addAll(places.owners(slot));
            targets.addAll(places.targets(slot));
        }
        List<Node> route = new ArrayList<>(sources);
        places.masters().stream()
                .filter(node -> !sources.contains(node) && !targets.contains(node))
                .forEach(route::add);
        route.addAll(targets);
        return route;
    }

    @Override
    public boolean next() {
        SlotPlaces earlier = before;
        if (earlier == null) {
            return true; // nothing has been looked through
        }
        if (at + 1 < route.size()) {
            at++;
            stop++;
            return true;
        }
        while (rounds < MOST_ROUNDS) {
            rounds++;
            SlotPlaces now = places();
            if (now.isAsStillAs(earlier)) {
                return false;
            }
            List<Node> again = lookedThroughTooEarly(earlier, now);
            if (open.isEmpty()) {
                return false;
            }
            // Empty if a slot was handed over just then: the one was asked before it got it, the other one after it
            // gave it away.
            if (!again.isEmpty()) {
                before = now;
                route = again;
                at = 0;
                stop++;
                return true;
            }
        }
        throw Failures.notSent(new JedisClusterException("TRYAGAIN the slots of the cluster keep moving"));
    }

    /** Closes the slots that have been seen, and tells where the others are, in the order in which keys move. */
    private List<Node> lookedThroughTooEarly(SlotPlaces earlier, SlotPlaces now) {
        Set<Node> left = new LinkedHashSet<>();
        Set<Node> reached = new LinkedHashSet<>();
        for (int slot = open.nextSetBit(0); slot >= 0; slot = open.nextSetBit(slot + 1)) {
            if (isSeen(slot, earlier, now)) {
                open.clear(slot);
            } else {
                left.addAll(now.owners(slot));
                reached.addAll(now.targets(slot));
            }
        }
        List<Node> again = new ArrayList<>(left);
        again.addAll(reached);
        return again;
    }

    private boolean isSeen(int slot, SlotPlaces earlier, SlotPlaces now) {
        Set<Node> from = earlier.owners(slot);
        Set<Node> to = now.owners(slot);
        if (from.isEmpty() || to.isEmpty()) {
            return from.equals(to); // nobody has it
        }
        boolean takenBack = from.equals(to) && !now.targets(slot).containsAll(earlier.targets(slot));
        return !takenBack
                && to.stream().allMatch(owner -> Objects.equals(earlier.epoch(owner), now.epoch(owner)))
                && from.stream()
                        .allMatch(source -> to.stream().allMatch(owner -> isSeen(source, owner, now.targets(slot))));
    }

    /** Whether nodes were looked through in the order in which keys may have gone from one to the next. */
    private boolean isSeen(Node source, Node owner, Set<Node> targets) {
        int left = indexOf(source, 0);
        int reached = left < 0 ? left : indexOf(owner, left);
        return reached >= 0 && targets.stream().allMatch(target -> indexOf(target, reached) >= 0);
    }

    private int indexOf(Node node, int start) {
        int index = route.subList(start, route.size()).indexOf(node);
        return index < 0 ? index : start + index;
    }
}
