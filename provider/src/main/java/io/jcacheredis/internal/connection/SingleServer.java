package io.jcacheredis.internal.connection;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** The connections to a Redis that is one server. */
public final class SingleServer extends AbstractConnections {

    private final Lanes lanes;

    /**
     * Connections that are not made yet.
     *
     * @param threads for a watchdog while lanes are in use, and for leaders on behalf of virtual threads
     */
    public SingleServer(ConnectionSettings settings, Executor threads) {
        this(new LaneFactory(settings, threads));
    }

    SingleServer(LaneFactory factory) {
        super(factory);
        this.lanes = factory.toServer(factory.settings().address().nodes().get(0));
    }

    @Override
    protected @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        return lanes.send(commands, limits, deadline);
    }

    @Override
    public int generation() {
        return lanes.generation();
    }

    @Override
    protected Collection<Place> places(long deadline) {
        return List.of(Place.ofAll(lanes.node()));
    }

    @Override
    public Object serverOf(byte[] key) {
        return lanes.node();
    }

    /** How many lanes are in use. */
    int busy() {
        return lanes.busy();
    }

    @Override
    protected void closeLanes() {
        lanes.close();
    }
}
