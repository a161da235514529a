package io.jcacheredis.internal.cache;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Remembers which keys an iteration has seen, by 64-bit fingerprints: 16 bytes of heap a key, whatever its length. Among a
 * million keys the chance that any two have the same fingerprint, so that one is left out, is 3 in 10⁸.
 *
 * <p>From {@value #CAPACITY} keys on it forgets to remember more: a key that comes after that may come again.
 */
final class SeenKeys {

    private static final int CAPACITY = 1 << 21;
    private static final int INITIAL_SLOTS = 1 << 8;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long EMPTY = 0;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private long[] slots = new long[INITIAL_SLOTS];
    private int size;

    /** Whether this key was not seen before. */
    boolean add(byte[] key) {
        long fingerprint = fingerprint(key);
        int slot = slotOf(slots, fingerprint);
        if (slots[slot] == fingerprint) {
            return false;
        }
        if (size < CAPACITY) {
            slots[slot] = fingerprint;
            size++;
            if (size * 2 > slots.length) {
                grow();
            }
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(f -> f != EMPTY).forEach(f -> larger[slotOf(larger, f)] = f);
        slots = larger;
    }

    private static int slotOf(long[] slots, long fingerprint) {
        int mask = slots.length - 1;
        int slot = (int) fingerprint & mask;
        while (slots[slot] != EMPTY && slots[slot] != fingerprint) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** FNV-1a from a random seed, then the finalizer of MurmurHash3 so that every bit depends on every other. */
    private long fingerprint(byte[] key) {
        long hash = seed;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == EMPTY ? 1 : hash;
    }
}
