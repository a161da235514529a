package io.jcacheredis.internal.connection;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** The connections to a Redis that is one server. */
public final class SingleServer extends AbstractConnections {

    private final LaneFactory factory;
    private final Lanes lanes;

    /**
     * Connections that are not made yet.
     *
     * @param threads for a watchdog while lanes are in use, and for leaders on behalf of virtual threads
     */
    public SingleServer(ConnectionSettings settings, Executor threads) {
        this(settings, new LaneFactory(settings, threads));
    }

    SingleServer(ConnectionSettings settings, LaneFactory factory) {
        super(settings);
        this.factory = factory;
        this.lanes = factory.toServer(settings.address().nodes().get(0));
    }

    @Override
    protected @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        return lanes.send(commands, limits, deadline);
    }

    @Override
    public ConnectionMeters meters() {
        return factory.meters();
    }

    @Override
    public Runnable whenBack(Runnable action) {
        return factory.whenBack(action);
    }

    @Override
    public int generation() {
        return lanes.generation();
    }

    /** How many lanes are in use. */
    int busy() {
        return lanes.busy();
    }

    @Override
    protected void closeAll() {
        lanes.close();
        factory.close();
    }
}
