package io.jcacheredis.internal.connection.sentinel;

import io.jcacheredis.internal.connection.AbstractConnections;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.LaneFactory;
import io.jcacheredis.internal.connection.Lanes;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.NodeLanes;
import io.jcacheredis.internal.connection.Place;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.ServerTour;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to the master that sentinels name. A command that a server refuses because it is no master any more was not done,
 * and goes out again to the new one; so does one for which no connection was to be had.
 */
public final class SentinelConnections extends AbstractConnections {

    /** The first master, and the one that it turns out to have been replaced by. */
    private static final int MOST_ROUNDS = 3;

    private final MasterLanes master;
    private final NodeLanes replicas;

    /**
     * Connections that are not made yet.
     *
     * @param threads for a watchdog while lanes are in use, for leaders on behalf of virtual threads, and to ask the
     *     sentinels
     */
    public SentinelConnections(ConnectionSettings settings, Executor threads) {
        this(settings, new LaneFactory(settings, threads), threads);
    }

    private SentinelConnections(ConnectionSettings settings, LaneFactory factory, Executor threads) {
        super(factory);
        this.replicas = new NodeLanes(factory::toReplica);
        this.master = new MasterLanes(settings, factory, new Sentinels(settings, factory, threads), replicas);
    }

    @Override
    protected @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        @Nullable Object[] replies = new Object[commands.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            open.add(i);
        }
        for (int round = 1; !open.isEmpty(); round++) {
            boolean done = open.size() < replies.length;
            boolean last = round == MOST_ROUNDS;
            Lanes lanes = null;
            try {
                lanes = master.current(deadline);
                open = round(lanes, commands, open, replies, limits, deadline);
                if (open.isEmpty() || last || master.replaced(lanes, deadline) == lanes) {
                    return replies;
                }
            } catch (JedisException e) {
                if (last || lanes == null || !isReplaced(lanes, e, deadline)) {
                    throw done ? Failures.sentInPart(e) : e;
                }
            }
        }
        return replies;
    }

    private boolean isReplaced(Lanes lanes, JedisException failure, long deadline) {
        master.distrust(lanes);
        return Failures.isNotSent(failure) && master.replaced(lanes, deadline) != lanes;
    }

    /** Sends what is open, and tells what was refused because the server is no master. */
    private List<Integer> round(
            Lanes lanes,
            List<CommandArguments> commands,
            List<Integer> open,
            @Nullable Object[] replies,
            ReplyLimits limits,
            long deadline) {
        List<CommandArguments> sent = open.size() == commands.size()
                ? commands
                : open.stream().map(commands::get).toList();
        @Nullable Object[] told = lanes.send(sent, limits, deadline);
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < told.length; i++) {
            int index = open.get(i);
            replies[index] = told[i];
            if (told[i] instanceof JedisDataException refusal && isNoMaster(refusal)) {
                refused.add(index);
            }
        }
        if (!refused.isEmpty()) {
            master.distrust(lanes);
        }
        return refused;
    }

    private static boolean isNoMaster(JedisDataException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith("READONLY") || message.startsWith("MASTERDOWN");
    }

    @Override
    public Exchange reads() {
        return reads((command, deadline) -> master.replicas(deadline), replicas);
    }

    @Override
    public ServerTour tour() {
        return new MasterTour(master, this::deadline);
    }

    @Override
    protected Collection<Place> places(long deadline) {
        return List.of(Place.ofAll(master.fresh(deadline).node()));
    }

    @Override
    public Object serverOf(byte[] key) {
        Node known = master.known();
        return known == null ? this : known;
    }

    /** The sentinels that are known. */
    List<Node> sentinels() {
        return master.sentinels();
    }

    @Override
    protected void closeLanes() {
        master.close();
        replicas.close();
    }
}
