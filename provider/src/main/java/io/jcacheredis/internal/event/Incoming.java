package io.jcacheredis.internal.event;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other JVMs did to a cache, waiting for its listeners, which are told of one after the other by a thread of the provider. What
 * waits is bounded: where listeners are slower than the events for too long, those that come then are dropped, and the listeners are
 * told so in their place. Thread-safe.
 */
public final class Incoming {

    private static final Logger log = LoggerFactory.getLogger(Incoming.class);

    /** How many may wait. */
    static final long MOST = 10_000;
    /** How many bytes they may be together, unless one alone is more. */
    static final long MOST_BYTES = 16L << 20;

    private final String cacheName;
    private final SerialExecutor deliveries;
    private final LongConsumer missed;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock(); // around what follows, and that it is put in turn
    private long waiting;
    private long waitingBytes;
    private @Nullable Gap gap; // behind the last event

    /** Where events are missing. */
    private static final class Gap {
        private long atLeast;
    }

    /**
     * Nothing waits yet.
     *
     * @param threads deliver
     * @param missed tells listeners, in turn, that so many are missing; 0 if nobody knows how many
     */
    public Incoming(String cacheName, Executor threads, LongConsumer missed) {
        this.cacheName = cacheName;
        this.deliveries = new SerialExecutor(threads);
        this.missed = missed;
    }

    /**
     * Has an event delivered in its turn.
     *
     * @param bytes what it takes of the heap, about
     * @return whether there was room
     */
    public boolean offer(long bytes, Runnable delivery) {
        lock.lock();
        try {
            if (waiting == 0 || (waiting < MOST && waitingBytes + bytes <= MOST_BYTES)) {
                waiting++;
                waitingBytes += bytes;
                gap = null;
                run(() -> {
                    try {
                        delivery.run();
                    } finally {
                        forget(bytes);
                    }
                });
                return true;
            }
        } finally {
            lock.unlock();
        }
        miss(1);
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "The listeners of cache '{}' are slower than the events of other JVMs, of which {} wait: those that come"
                            + " until there is room again are dropped, and counted as CacheMissedEvents",
                    cacheName,
                    MOST);
        }
        return false;
    }

    private void forget(long bytes) {
        lock.lock();
        try {
            waiting--;
            waitingBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells the listeners, in turn, that events are missing here. Of gaps without an event between them they are told together, so
     * that what waits stays bounded.
     *
     * @param atLeast how many; 0 if that is not known
     */
    public void miss(long atLeast) {
        lock.lock();
        try {
            if (gap != null) {
                gap.atLeast += atLeast;
                return;
            }
            Gap begun = new Gap();
            begun.atLeast = atLeast;
            gap = begun;
            run(() -> missed.accept(end(begun)));
        } finally {
            lock.unlock();
        }
    }

    private long end(Gap told) {
        lock.lock();
        try {
            if (gap == told) {
                gap = null;
            }
            return told.atLeast;
        } finally {
            lock.unlock();
        }
    }

    /** Has something done in turn, for which there is always room. The one who calls this may read for all caches: it never fails. */
    public void run(Runnable task) {
        try {
            deliveries.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    logFailure(e);
                }
            });
        } catch (RuntimeException | Error e) {
            logNoThread(e);
        }
    }

    /** Goes on with what waits, if there was no thread for it. */
    public void resume() {
        try {
            deliveries.resume();
        } catch (RuntimeException | Error e) {
            logNoThread(e);
        }
    }

    private void logNoThread(Throwable failure) {
        log.debug("Cache '{}': there is no thread for events of other JVMs now; they wait", cacheName, failure);
    }

    /** Once loudly, as what fails for one event may fail for each. */
    private void logFailure(Throwable failure) {
        if (failed.compareAndSet(false, true)) {
            log.warn(
                    "Cache '{}': an event of another JVM could not be delivered; later ones are. Further failures are logged at"
                            + " debug level",
                    cacheName,
                    failure);
        } else {
            log.debug("Cache '{}': an event of another JVM could not be delivered", cacheName, failure);
        }
    }

    /** Ends the deliveries: those that can be done in a while are done, and none comes after. */
    public void close() {
        int left = deliveries.close();
        if (left > 0) {
            log.warn("Cache '{}' is closed, and its listeners do not get {} events of other JVMs", cacheName, left);
        }
    }
}
