package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.Lines.Reach;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** What connections have in common, whatever servers they lead to: what failures mean, and their end. */
public abstract class AbstractConnections extends AbstractExchange implements RedisConnections {

    /** A key that nobody has. The advised user may ask for it, but not PING. */
    private static final CommandArguments BEAT = new CommandArguments(Command.EXISTS).add("jcache-redis:beat");

    private final LaneFactory factory;
    private final ConnectionSettings settings;
    private final Failures failures;
    private final Collection<Lines> listening = new CopyOnWriteArrayList<>();
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
     * The servers that have keys now, as one of them says.
     *
     * @throws JedisException if none does until the deadline
     */
    protected abstract Collection<Place> places(long deadline);

    /** What a server is asked to find out whether it still is what it was when a line to it began. */
    protected CommandArguments beat(Place place) {
        return BEAT;
    }

    /** The one of them that a key is at. */
    protected Collection<Place> places(byte[] key, long deadline) {
        return places(deadline);
    }

    @Override
    public final Lines listen(Reach reach, LineListener listener) {
        return listen(reach == Reach.PARTS ? this::places : this::nodes, reach, listener);
    }

    @Override
    public final Lines listen(byte[] key, LineListener listener) {
        return listen(deadline -> places(key, deadline), Reach.PARTS, listener);
    }

    private Collection<Place> nodes(long deadline) {
        return places(deadline).stream()
                .map(place -> Place.ofAnyKeys(place.node()))
                .toList();
    }

    private Lines listen(LongFunction<Collection<Place>> places, Reach reach, LineListener listener) {
        Lines made = new Lines(
                places,
                place -> factory.line(place, beat(place), listener),
                reach,
                factory.threads(),
                settings.timeout().toNanos());
        listening.removeIf(Lines::isClosed); // those of managers that ended before others with these connections
        listening.add(made);
        if (closed) {
            made.close();
        }
        return made.start();
    }

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
        listening.forEach(Lines::close);
        closeLanes();
        factory.close();
    }

    @Override
    public final String toString() {
        return settings.address().toString();
    }
}
