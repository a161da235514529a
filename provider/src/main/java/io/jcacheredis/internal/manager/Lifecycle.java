package io.jcacheredis.internal.manager;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;

/**
 * Lets one thread at a time make or end the caches of a manager. That thread calls what users wrote, which may wait for a
 * thread that waits here; so nobody waits for longer than the patience while nothing gets on.
 */
final class Lifecycle {

    private final String subject;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int steps;

    /** A lifecycle of what the subject names. */
    Lifecycle(String subject, Duration patience) {
        this.subject = subject;
        this.patience = patience;
    }

    /**
     * Waits for the turn of the calling thread, which may have it already. To be followed by {@link #end}.
     *
     * @throws CacheException if nothing got on for as long as the patience, or if the thread is interrupted, which it stays
     */
    void begin() {
        int seen;
        boolean begun;
        do {
            seen = steps;
            begun = tryLock();
        } while (!begun && seen != steps);
        if (!begun) {
            throw new CacheException("Another thread makes or ends a cache of " + subject + " and has not got on for "
                    + patience + ". Most likely a factory of a loader, writer, listener or expiry policy waits for a"
                    + " thread that needs this manager");
        }
    }

    private boolean tryLock() {
        try {
            return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("Interrupted while another thread made or ended a cache of " + subject, e);
        }
    }

    /** Tells those who wait that a cache was made or ended. By the thread whose turn it is. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
    void gotOn() {
        steps++;
    }

    void end() {
        gotOn();
        lock.unlock();
    }
}
