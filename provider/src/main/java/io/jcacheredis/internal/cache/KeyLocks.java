package io.jcacheredis.internal.cache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The locks behind {@link KeyTurns}, shared by the caches of a provider.
 *
 * <p>User code (a listener, a writer, an entry processor) runs while a thread holds some of them, and may use any cache or
 * wait for anything. So no wait here is for ever: a thread that does not get its turn in time goes on without it.
 */
public final class KeyLocks {

    private static final int STRIPES = 1024;

    /** For a thread that holds a turn already: two such threads may well wait for each other. */
    private static final long PATIENCE_INSIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Lock[] stripes = new Lock[STRIPES];
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    public KeyLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    static int stripeOf(int hash) {
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }

    /** Runs the action while this thread holds the stripes, which are in ascending order, or has waited in vain for one. */
    <T> T holding(int[] wanted, long patienceNanos, Supplier<T> action) {
        boolean nested = inside.get();
        long deadline = System.nanoTime() + (nested ? PATIENCE_INSIDE_NANOS : patienceNanos);
        int held = 0;
        try {
            while (held < wanted.length && taken(stripes[wanted[held]], deadline)) {
                held++;
            }
            inside.set(true);
            return action.get();
        } finally {
            if (!nested) {
                inside.remove();
            }
            while (held > 0) {
                stripes[wanted[--held]].unlock();
            }
        }
    }

    private static boolean taken(Lock stripe, long deadline) {
        try {
            return stripe.tryLock() || stripe.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
