package io.jcacheredis.internal.connection;

import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/** What connections have in common, whatever servers they lead to: what failures mean, and their end. */
public abstract class AbstractConnections extends AbstractExchange implements RedisConnections {

    private final LaneFactory factory;
    private final ConnectionSettings settings;
    private final Failures failures;
    private volatile boolean closed;

    /**
     * Connections that are not made yet.
     *
     * @param factory makes all their lanes, and is closed with them
     */
    protected AbstractConnections(LaneFactory factory) {
        super(factory.settings());
        this.factory = factory;
        this.settings = factory.settings();
        this.failures = new Failures(settings);
    }

    /** Closes the lanes. Called again if {@link #close} is. */
    protected abstract void closeLanes();

    /**
     * What {@link #reads} is of connections that know of replicas.
     *
     * @param lanes to replicas
     */
    protected final Exchange reads(ReplicaReads.Replicas replicas, NodeLanes lanes) {
        return settings.readFrom() == ReadFrom.MASTER ? this : new ReplicaReads(this, replicas, lanes, settings);
    }

    /** Whether they are closed. */
    protected final boolean isClosed() {
        return closed;
    }

    @Override
    public final ConnectionMeters meters() {
        return factory.meters();
    }

    @Override
    public final Map<String, ConnectionMeters> metersByServer() {
        return factory.metersByServer();
    }

    @Override
    public final Runnable whenBack(Runnable action) {
        return factory.whenBack(action);
    }

    @Override
    public final boolean setsIfEqual() {
        return factory.features().setIfEqual();
    }

    @Override
    public int generation() {
        return factory.generation();
    }

    @Override
    public final FailureKind kindOf(JedisException failure) {
        return Failures.kindOf(failure);
    }

    @Override
    public final RuntimeException failure(String subject, JedisException cause) {
        return failures.failure(subject, cause, closed);
    }

    @Override
    public final void close() {
        closed = true;
        closeLanes();
        factory.close();
    }

    @Override
    public final String toString() {
        return settings.address().toString();
    }
}
