package io.jcacheredis.internal.cache;

import java.util.Collection;
import java.util.List;
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
        return inTurn(List.of(key), action);
    }

    /** Runs the action when it is the turn of this thread for all of the keys. */
    public <T> T inTurn(Collection<?> keys, Supplier<T> action) {
        if (inside.get()) {
            return action.get();
        }
        // All threads take stripes in ascending order, so no circle of them can wait for each other.
        int[] stripesOfKeys =
                keys.stream().mapToInt(KeyLocks::stripe).sorted().distinct().toArray();
        int taken = 0;
        try {
            for (; taken < stripesOfKeys.length; taken++) {
                stripes[stripesOfKeys[taken]].lock();
            }
            inside.set(true);
            return action.get();
        } finally {
            inside.remove();
            while (taken > 0) {
                stripes[stripesOfKeys[--taken]].unlock();
            }
        }
    }

    private static int stripe(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
