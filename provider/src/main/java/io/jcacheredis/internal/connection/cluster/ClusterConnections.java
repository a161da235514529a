package io.jcacheredis.internal.connection.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.AbstractConnections;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.LaneFactory;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.NodeLanes;
import io.jcacheredis.internal.connection.Place;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.ServerTour;
import io.jcacheredis.internal.connection.SlotTags;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The connections to a cluster. */
public final class ClusterConnections extends AbstractConnections {

    private final NodeLanes lanes;
    private final ClusterTopology topology;
    private final NodeLanes replicas;

    /**
     * Connections that are not made yet.
     *
     * @param threads for a watchdog while lanes are in use, and for leaders on behalf of virtual threads
     */
    public ClusterConnections(ConnectionSettings settings, Executor threads) {
        this(settings, new LaneFactory(settings, threads));
    }

    private ClusterConnections(ConnectionSettings settings, LaneFactory factory) {
        super(factory);
        this.lanes = new NodeLanes(factory::toServer);
        this.replicas = new NodeLanes(factory::toReplica);
        this.topology = new ClusterTopology(settings, lanes, replicas);
    }

    @Override
    protected @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        return new Dispatch(topology, lanes, commands, limits, deadline).run();
    }

    private List<Node> replicasFor(CommandArguments command, long deadline) {
        return topology.current(deadline).replicasOf(Dispatch.slot(command));
    }

    @Override
    public Exchange reads() {
        return reads(this::replicasFor, replicas);
    }

    /** How often nodes were asked who has which slot. */
    int askedForSlots() {
        return topology.asked();
    }

    @Override
    public int generation(byte[] key) {
        Node node = nodeOf(key);
        return node == null || isClosed() ? generation() : lanes.of(node).generation();
    }

    @Override
    public boolean isSpread() {
        return true;
    }

    @Override
    public Object serverOf(byte[] key) {
        SlotMap map = topology.known();
        int slot = JedisClusterCRC16.getSlot(key);
        if (map == null || map.isLeaving(slot)) {
            return new Object(); // like no other
        }
        Node node = map.owner(slot);
        return node == null ? this : node;
    }

    private @Nullable Node nodeOf(byte[] key) {
        SlotMap map = topology.known();
        return map == null ? null : map.owner(JedisClusterCRC16.getSlot(key));
    }

    /** A server that has other slots than before is another place, as somebody else may have told of them meanwhile. */
    @Override
    protected Collection<Place> places(long deadline) {
        return topology.fresh(deadline).places();
    }

    @Override
    protected Collection<Place> places(byte[] key, long deadline) {
        int slot = JedisClusterCRC16.getSlot(key);
        return places(deadline).stream()
                .filter(place -> ((BitSet) place.part()).get(slot))
                .toList();
    }

    /** A key of a slot that it has: what it has no more, or may not answer for, is refused. */
    @Override
    protected CommandArguments beat(Place place) {
        if (!(place.part() instanceof BitSet slots)) {
            return super.beat(place);
        }
        int slot = slots.nextSetBit(0);
        String tag = new String(SlotTags.of(slot), US_ASCII);
        return new CommandArguments(Command.EXISTS).add("jcache-redis:{" + tag + "}:beat");
    }

    @Override
    public ServerTour tour() {
        return new ClusterTour(topology, lanes, this::deadline);
    }

    @Override
    protected void closeLanes() {
        lanes.close();
        replicas.close();
    }
}
