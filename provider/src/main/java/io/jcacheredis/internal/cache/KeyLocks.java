package io.jcacheredis.internal.cache;

import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the threads of this JVM take turns on a key, where events must come in order or a conflict would only cost re-runs.
 * Nothing is unsafe without it: safety comes from the conditions of the mutations.
 *
 * <p>User code (a listener, a writer, an entry processor) runs inside and may use any cache. A thread that has a turn
 * therefore never waits for another one: what it does inside goes on without taking turns. So no two threads can wait
 * for each other.
 */
public final class KeyLocks {

    private static final int STRIPES = 1024;

    private final Lock[] stripes = new Lock[STRIPES];
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    public KeyLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /** Runs the action when it is the turn of this thread for the key. */
    public <T> T inTurn(Object key, Supplier<T> action) {
        if (inside.get()) {
            return action.get();
        }
        Lock stripe = stripes[stripeOf(key)];
        stripe.lock();
        inside.set(true);
        try {
            return action.get();
        } finally {
            inside.remove();
            stripe.unlock();
        }
    }

    /** Runs the action when it is the turn of this thread for all of the keys, so that no other one acts on any of them. */
    public <T> T inTurn(Set<?> keys, Supplier<T> action) {
        if (inside.get()) {
            return action.get();
        }
        // All threads take the stripes in the same order, so that no two of them wait for each other.
        int[] wanted =
                keys.stream().mapToInt(KeyLocks::stripeOf).sorted().distinct().toArray();
        int taken = 0;
        try {
            for (int stripe : wanted) {
                stripes[stripe].lock();
                taken++;
            }
            inside.set(true);
            return action.get();
        } finally {
            inside.remove();
            for (int i = 0; i < taken; i++) {
                stripes[wanted[i]].unlock();
            }
        }
    }

    private static int stripeOf(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
