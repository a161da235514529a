package io.jcacheredis.internal.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Lets the threads of this JVM take turns on the entries of one cache: where events must come in the order of the changes,
 * where a writer and the cache must agree, and where a conflict would only cost an entry processor a second run.
 *
 * <p>A turn is not a guarantee: other JVMs take none, and a thread that waits too long goes on. What must hold always is held
 * by the conditions of the mutations.
 */
public final class KeyTurns {

    private final KeyLocks locks;
    private final int cacheHash;
    private final long patienceNanos;

    /**
     * The turns of a cache.
     *
     * @param keyStart what its Redis keys begin with: caches of several managers with the same one share their turns
     * @param patience how long a thread waits for its turn
     */
    public KeyTurns(KeyLocks locks, String keyStart, Duration patience) {
        this.locks = locks;
        this.cacheHash = keyStart.hashCode();
        this.patienceNanos = patience.toNanos();
    }

    /** Runs the action when it is the turn of this thread for the entry. */
    <T> T inTurn(byte[] entryKey, Supplier<T> action) {
        return locks.holding(new int[] {stripeOf(entryKey)}, patienceNanos, action);
    }

    /** Runs the action when it is the turn of this thread for all of the entries. */
    <T> T inTurn(Collection<byte[]> entryKeys, Supplier<T> action) {
        // All threads take the stripes in the same order, so that no two of them wait for each other.
        int[] stripes =
                entryKeys.stream().mapToInt(this::stripeOf).sorted().distinct().toArray();
        return locks.holding(stripes, patienceNanos, action);
    }

    private int stripeOf(byte[] entryKey) {
        return KeyLocks.stripeOf(31 * cacheHash + Arrays.hashCode(entryKey));
    }
}
