package io.jcacheredis.internal.connection;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Closes the sockets of lanes that are late, since a blocked write has no time limit in Java, and a read that gets a byte now
 * and then has none either. As nothing else limits their steps, the common case costs no call of the system but the two that
 * it needs.
 *
 * <p>It looks around once in a tick, and exactly when the first deadline ends that it saw; so a deadline that is at least a
 * tick away when its step begins is kept. It has a thread while lanes are in use.
 */
final class Watchdog {

    /** Ticks without a lane in use after which the thread ends. */
    private static final int IDLE_TICKS = 80;

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final long tickNanos;
    private final Executor threads;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /** A watchdog without lanes. */
    Watchdog(long tickNanos, Executor threads) {
        this.tickNanos = tickNanos;
        this.threads = threads;
    }

    void add(Collection<Lane> added) {
        lanes.addAll(added);
    }

    /** Sees to it that the deadline is kept that the calling thread has just set for its lane. */
    void watch() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            try {
                threads.execute(this::run);
            } catch (RuntimeException | Error e) {
                awake.set(false);
                throw e;
            }
        }
    }

    private void run() {
        thread = Thread.currentThread();
        int idle = 0;
        while (true) {
            long now = System.nanoTime();
            long next = look(now);
            idle = next == Lane.NO_DEADLINE ? idle + 1 : 0;
            if (idle > (closed ? 0 : IDLE_TICKS)) {
                awake.set(false);
                // Whoever set a deadline before it saw that nobody watches is seen here.
                if (look(now) == Lane.NO_DEADLINE || !awake.compareAndSet(false, true)) {
                    return;
                }
            }
            LockSupport.parkNanos(this, idle > 0 ? tickNanos : Math.min(tickNanos, next - now));
        }
    }

    /** Lets the thread end when no lane is in use any more. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Closes who is late, and tells the first deadline of the others. */
    private long look(long now) {
        long first = Lane.NO_DEADLINE;
        boolean gone = false;
        for (Lane lane : lanes) {
            long deadline = lane.deadline();
            if (deadline == Lane.NO_DEADLINE) {
                gone |= lane.isGone();
                continue;
            }
            if (deadline - now <= 0) {
                lane.expire(deadline);
            } else if (first == Lane.NO_DEADLINE || deadline - first < 0) {
                first = deadline;
            }
        }
        if (gone) {
            lanes.removeIf(Lane::isGone);
        }
        return first;
    }
}
