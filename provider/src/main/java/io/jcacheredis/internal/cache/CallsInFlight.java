package io.jcacheredis.internal.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The calls of one cache that are under way. A call begins only while the cache is open, and {@link #close} waits for those
 * that have begun: after it, nothing that belongs to the cache is used any more.
 *
 * <p>A call costs two uncontended atomic increments: each thread counts in a stripe of its own.
 */
final class CallsInFlight {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int STRIPES = 64;

    /** The counts of two stripes must not share a cache line. */
    private static final int PADDING = 16;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(STRIPES * PADDING);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The calls of this thread: a number that stays with it, since to take it out again would cost each call something. */
    private final ThreadLocal<int[]> own = ThreadLocal.withInitial(() -> new int[1]);

    /**
     * Makes a call.
     *
     * @throws IllegalStateException if the cache is closed; {@code message} says which
     */
    <T> T call(Supplier<T> call, Supplier<String> message) {
        if (!enter()) {
            throw new IllegalStateException(message.get());
        }
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    /** Begins a call, which must end by {@link #leave} in the same thread, unless the cache is closed. */
    boolean enter() {
        // First counted, then looked: close does it the other way round, so that one of the two sees the other.
        counts.incrementAndGet(stripe());
        if (closed.get()) {
            counts.decrementAndGet(stripe());
            return false;
        }
        own.get()[0]++;
        return true;
    }

    void leave() {
        own.get()[0]--;
        counts.decrementAndGet(stripe());
    }

    boolean closed() {
        return closed.get();
    }

    /**
     * Lets no more calls begin and waits a while for those under way, except those of this thread: a listener may close its
     * cache.
     *
     * @param late runs if some are still under way after that
     * @return whether this call has closed it; false if it was closed already
     */
    boolean close(Runnable late) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int ownStripe = stripe();
        for (int stripe = 0; stripe < counts.length(); stripe += PADDING) {
            int expected = stripe == ownStripe ? own.get()[0] : 0;
            while (counts.get(stripe) > expected) {
                if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                    late.run();
                    return true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return true;
    }

    private static int stripe() {
        long id = Thread.currentThread().getId();
        return (int) (id & (STRIPES - 1)) * PADDING;
    }
}
