package io.jcacheredis.internal.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /** Calls that may begin although the cache was closed meanwhile. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** The calls of this thread: they stay with it, since to take them out again would cost each call something. */
    private final ThreadLocal<Own> own = ThreadLocal.withInitial(Own::new);

    private static final class Own {

        private int calls;
        private boolean admitted;
    }

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
        Own mine = own.get();
        if (closed.get() && !mine.admitted) {
            counts.decrementAndGet(stripe());
            return false;
        }
        mine.calls++;
        return true;
    }

    void leave() {
        own.get().calls--;
        counts.decrementAndGet(stripe());
    }

    /** Lets a call begin later, in any thread, by {@link #admitted}; or not, by {@link #dismiss}. False if the cache is closed. */
    boolean admit() {
        waiting.incrementAndGet();
        if (closed.get()) {
            waiting.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A call that was admitted will not be made. */
    void dismiss() {
        waiting.decrementAndGet();
    }

    /** Makes a call that was admitted, and lets this thread make others within it, also if the cache was closed meanwhile. */
    <T extends @Nullable Object> T admitted(Supplier<T> call) {
        Own mine = own.get();
        boolean before = mine.admitted;
        counts.incrementAndGet(stripe());
        mine.calls++;
        mine.admitted = true;
        waiting.decrementAndGet(); // last: who closes the cache waits for the one or the other
        try {
            return call.get();
        } finally {
            mine.admitted = before;
            leave();
        }
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
        Own mine = own.get();
        mine.admitted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean ended = ended(() -> waiting.get() == 0, deadline);
        int ownStripe = stripe();
        for (int stripe = 0; ended && stripe < counts.length(); stripe += PADDING) {
            int index = stripe;
            int expected = stripe == ownStripe ? mine.calls : 0;
            ended = ended(() -> counts.get(index) <= expected, deadline);
        }
        if (!ended) {
            late.run();
        }
        return true;
    }

    private static boolean ended(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private static int stripe() {
        long id = Thread.currentThread().getId();
        return (int) (id & (STRIPES - 1)) * PADDING;
    }
}
