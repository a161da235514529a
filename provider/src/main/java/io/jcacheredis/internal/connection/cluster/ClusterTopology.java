package io.jcacheredis.internal.connection.cluster;

import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.Lanes;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.NodeLanes;
import io.jcacheredis.internal.connection.ReadFrom;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What is known of a cluster: its nodes and who has which slot. It is asked for by whoever needs it, one thread at a time and
 * at most once in {@link #PAUSE_NANOS}, however many operations fail or are redirected meanwhile; no thread of ours looks
 * after it. Where replicas are read from it is also asked for now and then, since nothing fails if there are more of them. Where
 * servers are {@linkplain #fresh followed}, so that it is asked for once a second, nobody uses one that is much older: this JVM stood
 * still, and so may have a master that was replaced meanwhile, which answers until it is told. Safe for use by several threads.
 */
final class ClusterTopology {

    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** The part of the time-out that one node has to answer, so that one that stands still leaves time for others. */
    private static final int PART = 4;

    /** How long it may take until a replica that came, or came back, is known. */
    private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Who follows servers asks once a second, and may have to ask several nodes. */
    private static final long LONGEST_UNASKED_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final List<Node> seeds;
    private final long partNanos;
    private final NodeLanes lanes;
    private final NodeLanes replicas;
    private final boolean agesByItself;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Node> failed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable SlotMap map;
    /** When the last question was asked that has come to an end. Without an answer, too: the map may still do where nobody tells. */
    private volatile long asOf;

    private volatile boolean followed;
    private volatile boolean stale;
    private volatile long lastAsked;
    private @Nullable JedisException failure; // why there is no map; under the lock

    ClusterTopology(ConnectionSettings settings, NodeLanes lanes, NodeLanes replicas) {
        this.seeds = settings.address().nodes();
        this.partNanos = settings.timeout().toNanos() / PART;
        this.lanes = lanes;
        this.replicas = replicas;
        this.agesByItself = settings.readFrom() != ReadFrom.MASTER;
        this.lastAsked = System.nanoTime() - PAUSE_NANOS;
        this.asOf = lastAsked;
    }

    /** How often nodes were asked. */
    int asked() {
        return asked.get();
    }

    /** The map, if there is one. */
    @Nullable
    SlotMap known() {
        return map;
    }

    /**
     * The map, asked for if there is none yet, or if it may be wrong and nobody asks already.
     *
     * @throws JedisException if there is none to be had; nothing was sent then
     */
    SlotMap current(long deadline) {
        boolean overdue = followed && System.nanoTime() - asOf > LONGEST_UNASKED_NANOS; // read before the map
        SlotMap now = map;
        if (now == null || overdue) {
            return newer(now, deadline);
        }
        if (isDoubtful() && mayAsk() && lock.tryLock()) {
            try {
                return isDoubtful() && mayAsk() ? askedOrKept(now, deadline) : now;
            } finally {
                lock.unlock();
            }
        }
        return now;
    }

    /**
     * A newer map than this, if there is one by now, or it may be asked for.
     *
     * @param old that was found wrong, or null for none
     * @throws JedisException if there is none at all to be had
     */
    SlotMap newer(@Nullable SlotMap old, long deadline) {
        acquire(deadline);
        try {
            SlotMap now = map;
            if (now != null && (now != old || !mayAsk())) {
                return now;
            }
            if (now == null && failure != null && !mayAsk()) {
                throw failure;
            }
            return now == null ? ask(deadline) : askedOrKept(now, deadline);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The map as a node says it now, for who asks once a second from now on, to follow the servers.
     *
     * @throws JedisException if none does
     */
    SlotMap fresh(long deadline) {
        followed = true;
        acquire(deadline);
        try {
            return ask(deadline);
        } finally {
            lock.unlock();
        }
    }

    private void acquire(long deadline) {
        try {
            if (!lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw Failures.notSent(new SocketTimeoutException("the cluster's nodes were not known in time"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.notSent(e);
        }
    }

    private boolean isDoubtful() {
        return stale || (agesByItself && System.nanoTime() - lastAsked >= TRUST_NANOS);
    }

    private boolean mayAsk() {
        return System.nanoTime() - lastAsked >= PAUSE_NANOS;
    }

    private SlotMap askedOrKept(SlotMap kept, long deadline) {
        try {
            return ask(deadline);
        } catch (JedisException e) {
            return kept; // some of its nodes may still be there
        }
    }

    /** Asks one node after another until one tells. Under the lock. */
    private SlotMap ask(long deadline) {
        JedisException last = null;
        for (Node node : candidates()) {
            if (lanes.of(node).isTooLate(deadline)) {
                break; // it does not count as asked, or who comes in time would have to wait
            }
            long now = System.nanoTime();
            lastAsked = now;
            try {
                SlotMap told = ask(node, deadline - now > partNanos ? now + partNanos : deadline);
                map = told;
                asOf = now; // written after the map
                stale = false;
                failure = null;
                Set<Node> kept = new LinkedHashSet<>(told.nodes());
                kept.addAll(seeds);
                lanes.keepOnly(kept);
                replicas.keepOnly(told.replicas());
                failed.retainAll(kept);
                return told;
            } catch (JedisException e) {
                fail(node);
                last = e;
            }
        }
        asOf = lastAsked;
        failure = Failures.notSent(last == null ? new SocketTimeoutException("no time to ask a node") : last);
        throw failure;
    }

    private SlotMap ask(Node node, long deadline) {
        asked.incrementAndGet();
        Lanes asking = lanes.of(node);
        Object reply =
                asking.send(List.of(new CommandArguments(Command.CLUSTER).add("SLOTS")), ReplyLimits.NONE, deadline)[0];
        if (reply instanceof JedisException refusal) {
            throw refusal;
        }
        if (reply == null) {
            throw new JedisConnectionException(node + " replies with nothing");
        }
        try {
            SlotMap told = SlotMap.parse(reply, node);
            if (told.masters().isEmpty()) {
                throw new JedisConnectionException(node + " knows of no slot");
            }
            failed.remove(node);
            return told;
        } catch (IllegalArgumentException e) {
            throw new JedisConnectionException(e);
        }
    }

    /**
     * In any order, so that JVMs don't all ask the same, but replicas come first, as a master that stood still while it was replaced
     * names itself; and who failed last comes last.
     */
    private List<Node> candidates() {
        SlotMap now = map;
        Set<Node> all = new LinkedHashSet<>(seeds);
        if (now != null) {
            all.addAll(now.nodes());
        }
        List<Node> candidates = new ArrayList<>(all);
        Collections.shuffle(candidates);
        Set<Node> failures = Set.copyOf(failed);
        Set<Node> speakForOthers = now == null ? Set.of() : now.replicas();
        candidates.sort(Comparator.<Node, Boolean>comparing(failures::contains)
                .thenComparing(node -> !speakForOthers.contains(node)));
        return candidates;
    }

    /** An operation could not use a node: it is asked last, and the map may be wrong. */
    void fail(Node node) {
        failed.add(node);
        stale = true;
    }

    /** An operation was told that the map is wrong. */
    void distrust() {
        stale = true;
    }
}
