package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.ServerSettings.Use;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisProtocol;

/** Makes the lanes to the servers behind one address. They share a watchdog, and the counter of connections that broke. */
public final class LaneFactory implements AutoCloseable {

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);
    /** The part of the time-out that a command must have left when it is sent. */
    private static final int SHORTEST_PART = 8;
    /** And no more than this part of the time of a probe: who has a long time-out would find no server back otherwise. */
    private static final int SHORTEST_PART_OF_PROBE = 4;

    private final ConnectionSettings settings;
    private final Executor threads;
    private final Duration longestIdle;
    private final boolean guarded;
    private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();
    private final Meters meters = new Meters();
    private final AtomicInteger generations = new AtomicInteger();
    private final ServerFeatures features = new ServerFeatures();
    private final Watchdog watchdog;
    private final HostNames names;
    private final long shortestNanos;

    /**
     * A factory of lanes that are not connected.
     *
     * @param threads for a watchdog while lanes are in use, for leaders on behalf of virtual threads, for looking up hosts,
     *     and for what is to be done when a server is back
     */
    public LaneFactory(ConnectionSettings settings, Executor threads) {
        this(settings, threads, LONGEST_IDLE, true, new HostNames(InetAddress::getAllByName, threads));
    }

    /**
     * One of other lanes.
     *
     * @param longestIdle after which they connect anew
     * @param guarded whether a server that does not answer is left alone
     * @param names look hosts up
     */
    LaneFactory(ConnectionSettings settings, Executor threads, Duration longestIdle, boolean guarded, HostNames names) {
        this.settings = settings;
        this.threads = threads;
        this.longestIdle = longestIdle;
        this.guarded = guarded;
        this.names = names;
        this.shortestNanos =
                Math.min(settings.timeout().toNanos() / SHORTEST_PART, Breaker.PROBE_NANOS / SHORTEST_PART_OF_PROBE);
        this.watchdog = new Watchdog(shortestNanos, threads);
    }

    /** The lanes to a server with entries. */
    public Lanes toServer(Node node) {
        return guarded(settings.server(node, Use.ANYTHING));
    }

    /** The lanes to a server with entries that must be a master; it is asked whenever a connection is made. */
    public Lanes toMaster(Node node) {
        return guarded(settings.server(node, Use.MASTER));
    }

    /**
     * The lanes to a replica, for what only reads. Nobody depends on them, so they are not among what is counted and not
     * among the connections whose breaking may mean that Redis is another one.
     */
    public Lanes toReplica(Node node) {
        boolean inCluster = settings.address().topology() == Topology.CLUSTER;
        ServerSettings server = settings.server(node, inCluster ? Use.OLD_READS_OF_CLUSTER : Use.OLD_READS);
        Breaker breaker = Breaker.ofReplica(node, threads);
        return new Lanes(
                server,
                this,
                new BreakerGuard(breaker, new ServerMeters(breaker, new CallCounts())),
                new Generation(new AtomicInteger()));
    }

    /** The lanes to a sentinel. */
    public Lanes toSentinel(Node node) {
        return new Lanes(settings.sentinel(node), this, Guard.NONE, new Generation(new AtomicInteger()));
    }

    /**
     * A line to a server with entries, which must be a master where it may be none.
     *
     * @param beat what it is asked to find out whether it is there
     */
    Line line(Place place, CommandArguments beat, LineListener listener) {
        boolean single = settings.address().topology() == Topology.SINGLE;
        ServerSettings server = settings.server(place.node(), single ? Use.ANYTHING : Use.MASTER);
        return new Line(
                place,
                (timeoutMillis, sockets) ->
                        LaneConnection.open(server, this, RedisProtocol.RESP3, timeoutMillis, sockets),
                beat,
                listener);
    }

    private Lanes guarded(ServerSettings server) {
        Generation generation = new Generation(generations);
        if (!guarded) {
            return new Lanes(server, this, Guard.NONE, generation);
        }
        RedisAddress address = settings.address();
        Breaker breaker = new Breaker(address.topology() == Topology.SINGLE ? address : server.node(), threads);
        breaker.whenBack(() -> whenBack.forEach(Runnable::run));
        ServerMeters counted = meters.of(breaker);
        Lanes lanes = new Lanes(server, this, new BreakerGuard(breaker, counted), generation);
        meters.add(lanes, counted);
        return lanes;
    }

    /** Lanes that are not used any more. */
    void forget(Lanes lanes) {
        meters.remove(lanes);
    }

    /** What was counted of the calls to servers with entries. */
    public ConnectionMeters meters() {
        return meters.read();
    }

    /** The same of each server, by its host and port. */
    public Map<String, ConnectionMeters> metersByServer() {
        return meters.readByServer();
    }

    /** Has something done, by another thread, whenever a server with entries answers again. The result ends that. */
    public Runnable whenBack(Runnable action) {
        whenBack.add(action);
        return () -> whenBack.remove(action);
    }

    /** Has that done now, as another server has taken the place of one. */
    public void replaced() {
        whenBack.forEach(threads::execute);
    }

    /** Where the servers are, and how long a call may take. */
    public ConnectionSettings settings() {
        return settings;
    }

    Executor threads() {
        return threads;
    }

    HostNames names() {
        return names;
    }

    ServerFeatures features() {
        return features;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    long longestIdleNanos() {
        return longestIdle.toNanos();
    }

    /** What a command must have left when it is sent, as it could hardly be answered otherwise. */
    long shortestNanos() {
        return shortestNanos;
    }

    /** Whether a call could hardly be answered until then, by {@link System#nanoTime}: it would not be sent. */
    public boolean isTooLate(long deadline) {
        return deadline - System.nanoTime() < shortestNanos;
    }

    /** Another number after a connection to any of the servers broke. */
    public int generation() {
        return generations.get();
    }

    /** Lets the watchdog's thread end when no lane is in use any more. The lanes are closed by whoever has them. */
    @Override
    public void close() {
        watchdog.close();
    }
}
