package io.jcacheredis.internal.connection.sentinel;

import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.LaneFactory;
import io.jcacheredis.internal.connection.Lanes;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.NodeLanes;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The lanes to the master of now. The sentinels are asked when there is none yet, after any failure, and once a second by
 * whoever comes then, since a master that was replaced while it was cut off from the others goes on as if nothing had happened.
 * One thread asks at a time, while others go on with the master that is known; unless that has not been asked for for long, as after
 * this JVM stood still. No thread of ours looks after it. Safe for use by several threads.
 */
final class MasterLanes {

    private static final Logger log = LoggerFactory.getLogger(MasterLanes.class);

    /** While something is wrong. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** While nothing seems to be. With the time for an election it is the longest that a replaced master is written to. */
    private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The part of the time-out that the sentinels have, where there is a master that may do. */
    private static final int PART = 4;

    private final LaneFactory factory;
    private final Sentinels sentinels;
    private final NodeLanes replicas;
    private final String address;
    private final long partNanos;
    /** Who asks has an answer by then, or none. So nobody has asked for long, or this JVM stood still. */
    private final long longestOverdueNanos;

    private final ReentrantLock lock = new ReentrantLock();

    /** The master, and when its sentinels are asked again. */
    private record Current(Lanes lanes, NamedMaster named, long untilNanos) {

        long epoch() {
            return named.epoch();
        }

        Current until(long nanos) {
            return new Current(lanes, named, nanos);
        }
    }

    private volatile @Nullable Current current;
    private volatile long lastAsked;
    private volatile boolean closed;
    private @Nullable JedisException failure; // why there is none; under the lock

    MasterLanes(ConnectionSettings settings, LaneFactory factory, Sentinels sentinels, NodeLanes replicas) {
        this.factory = factory;
        this.sentinels = sentinels;
        this.replicas = replicas;
        this.address = settings.address().toString();
        this.partNanos = settings.timeout().toNanos() / PART;
        this.longestOverdueNanos = partNanos + PAUSE_NANOS;
        this.lastAsked = System.nanoTime() - PAUSE_NANOS;
    }

    /**
     * Those to the master as far as is known.
     *
     * @throws JedisException if no sentinel names one that says so itself; nothing was sent then
     */
    Lanes current(long deadline) {
        Current now = current;
        if (now == null) {
            return asked(null, deadline);
        }
        long overdue = System.nanoTime() - now.untilNanos();
        if (overdue > longestOverdueNanos) {
            return asked(now.lanes(), deadline);
        }
        if (overdue >= 0 && lock.tryLock()) {
            try {
                Current latest = current;
                if (latest != null && !latest.equals(now)) {
                    return latest.lanes();
                }
                return askedOrKept(now, deadline);
            } finally {
                lock.unlock();
            }
        }
        return now.lanes();
    }

    /**
     * Those to the master as sentinels name it now, or did a moment ago; or as far as is known, if none does.
     *
     * @throws JedisException as {@link #current} does
     */
    Lanes fresh(long deadline) {
        Current now = current;
        return asked(now == null ? null : now.lanes(), deadline);
    }

    /** The master, if one is known. */
    @Nullable
    Node known() {
        Current now = current;
        return now == null ? null : now.lanes().node();
    }

    /**
     * Its replicas as far as is known.
     *
     * @throws JedisException as {@link #current} does
     */
    List<Node> replicas(long deadline) {
        current(deadline);
        Current now = current;
        return now == null ? List.of() : now.named().replicas();
    }

    /** The sentinels are to be asked before the next operation, though not at once if they just were. */
    void distrust(Lanes lanes) {
        Current now = current;
        long soon = lastAsked + PAUSE_NANOS;
        if (now != null && now.lanes() == lanes && soon - now.untilNanos() < 0) {
            current = now.until(soon);
        }
    }

    /**
     * Those to the master that has replaced another one, or the same.
     *
     * @throws JedisException if there is none
     */
    Lanes replaced(Lanes old, long deadline) {
        return asked(old, deadline);
    }

    private Lanes asked(@Nullable Lanes old, long deadline) {
        acquire(deadline);
        try {
            Current now = current;
            boolean early = System.nanoTime() - lastAsked < PAUSE_NANOS;
            if (now != null && (now.lanes() != old || early)) {
                return now.lanes();
            }
            if (now == null && failure != null && early) {
                throw failure;
            }
            return now == null ? ask(null, deadline) : askedOrKept(now, deadline);
        } finally {
            lock.unlock();
        }
    }

    private void acquire(long deadline) {
        try {
            if (!lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw Failures.notSent(new SocketTimeoutException("the master was not known in time"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.notSent(e);
        }
    }

    private Lanes askedOrKept(Current now, long deadline) {
        try {
            return ask(now, Math.min(deadline - System.nanoTime(), partNanos) + System.nanoTime());
        } catch (JedisException e) {
            // It may still be there when the sentinels are not, and says itself whether it is a master.
            current = now.until(lastAsked + PAUSE_NANOS);
            return now.lanes();
        }
    }

    /** Asks all sentinels, and takes the first master that lets us in as one. Under the lock. */
    private Lanes ask(@Nullable Current now, long deadline) {
        if (closed) {
            throw Failures.notSent(new IllegalStateException("closed"));
        }
        if (factory.isTooLate(deadline)) {
            // It does not count as asked, or who comes in time would have to wait.
            throw Failures.notSent(new SocketTimeoutException("no time to ask a sentinel"));
        }
        Map<Node, JedisException> refused = new LinkedHashMap<>();
        try {
            Sentinels.Answers answers = sentinels.ask(deadline);
            while (true) {
                NamedMaster named = answers.next();
                if (refused.containsKey(named.node()) || (now != null && named.epoch() < now.epoch())) {
                    continue; // said before, or by a sentinel that does not know of the last election
                }
                if (named.beingReplaced() && now != null) {
                    continue; // another one may know by whom
                }
                if (now != null && named.node().equals(now.lanes().node())) {
                    keep(now.lanes(), named, deadline);
                    return now.lanes();
                }
                Lanes lanes = factory.toMaster(named.node());
                try {
                    lanes.send(List.of(new CommandArguments(Command.HELLO)), ReplyLimits.NONE, deadline);
                    return replace(now, lanes, named, deadline);
                } catch (JedisException e) {
                    lanes.close();
                    refused.put(named.node(), e);
                }
            }
        } catch (JedisException e) {
            failure = Failures.notSent(refused.values().stream().findFirst().orElse(e));
            throw failure;
        } finally {
            lastAsked = asOf(deadline);
        }
    }

    /** Now, unless the answer was due before: who stood still over it knows what was so then. */
    private static long asOf(long deadline) {
        long now = System.nanoTime();
        return now - deadline < 0 ? now : deadline;
    }

    private void keep(Lanes lanes, NamedMaster named, long deadline) {
        current = new Current(lanes, named, asOf(deadline) + TRUST_NANOS);
        replicas.keepOnly(named.replicas());
    }

    private Lanes replace(@Nullable Current now, Lanes lanes, NamedMaster named, long deadline) {
        keep(lanes, named, deadline);
        failure = null;
        if (now != null) {
            log.info(
                    "The master of {} is {} now, and no longer {}",
                    address,
                    lanes.node(),
                    now.lanes().node());
            now.lanes().close();
            factory.replaced();
        }
        return lanes;
    }

    List<Node> sentinels() {
        return sentinels.known();
    }

    void close() {
        closed = true;
        sentinels.close();
        Current now = current;
        if (now != null) {
            now.lanes().close();
        }
    }
}
