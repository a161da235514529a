package io.jcacheredis.internal.cache;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loads of one cache that nobody waits for, except {@link #close}: after it the loader is not called any more. */
final class BackgroundLoads {

    private static final Logger log = LoggerFactory.getLogger(BackgroundLoads.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Executor executor;
    private final Lock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private int running;
    private boolean closed;

    BackgroundLoads(Executor executor) {
        this.executor = executor;
    }

    /** Runs a load soon, or never if the cache is closed before. */
    void run(Runnable load) {
        executor.execute(() -> {
            if (!enter()) {
                return;
            }
            inside.set(true);
            try {
                load.run();
            } finally {
                inside.remove();
                leave();
            }
        });
    }

    private boolean enter() {
        lock.lock();
        try {
            running += closed ? 0 : 1;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            running--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts no more loads and waits for those that run, except the one that calls this. */
    void close() {
        int own = inside.get() ? 1 : 0;
        lock.lock();
        try {
            closed = true;
            long nanos = PATIENCE.toNanos();
            while (running > own && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            if (running > own) {
                log.warn(
                        "{} loads still run {} s after their cache was closed; their loader is closed nevertheless",
                        running - own,
                        TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
