package io.jcacheredis.internal.failure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries that this JVM has changed while Redis could not be told, or did not say whether it was: what Redis has of them is
 * out of date, and has to go before anybody here sees it. Beyond a bound it is everything that is owed. Thread-safe.
 *
 * <p>Each debt has a number. Only the debt with the number that was seen before Redis was told is settled by it: a new failure
 * meanwhile makes a new debt.
 */
final class Debt {

    static final int MOST_KEYS = 10_000;
    static final long MOST_BYTES = 4L << 20;
    static final long NONE = 0;

    private final Map<ByteBuffer, Long> keys = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();

    /** The number of the debt of everything, or {@link #NONE}. */
    private final AtomicLong everything = new AtomicLong();

    /** Spares those who owe nothing a look at the map. May be true for a while after the last debt was settled. */
    private volatile boolean any;

    /** One entry that is owed. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Entry(byte[] key, long number) {}

    boolean isEmpty() {
        return !any;
    }

    void owe(byte[] key) {
        any = true;
        if (everything.get() != NONE) {
            oweEverything(); // under a new number, as the one before may be being settled
            return;
        }
        if (keys.put(ByteBuffer.wrap(key.clone()), numbers.incrementAndGet()) == null
                && (bytes.addAndGet(key.length) > MOST_BYTES || keys.size() > MOST_KEYS)) {
            oweEverything();
        }
    }

    void oweEverything() {
        any = true;
        everything.set(numbers.incrementAndGet());
        keys.clear();
        bytes.set(0);
    }

    /** The number under which the entry is owed, by itself or with all others; {@link #NONE} if it is not. */
    long of(byte[] key) {
        if (!any) {
            return NONE;
        }
        @Nullable Long own = keys.get(ByteBuffer.wrap(key));
        return own == null ? everything.get() : own;
    }

    /** The number under which everything is owed, or {@link #NONE}. */
    long ofEverything() {
        return everything.get();
    }

    /** Redis has told that the entry is gone. The debt of everything stays. */
    void settled(byte[] key, long number) {
        if (keys.remove(ByteBuffer.wrap(key), number)) {
            bytes.addAndGet(-key.length);
        }
        noteIfNone();
    }

    /** Redis has told that all entries are gone that were there when the debt with that number was seen. */
    void settledEverything(long number) {
        if (everything.compareAndSet(number, NONE)) {
            noteIfNone();
        }
    }

    private void noteIfNone() {
        if (keys.isEmpty() && everything.get() == NONE) {
            any = false;
            // A debt that was made meanwhile must not be overlooked.
            if (!keys.isEmpty() || everything.get() != NONE) {
                any = true;
            }
        }
    }

    /** Some of the entries that are owed by themselves. */
    List<Entry> some(int most) {
        List<Entry> some = new ArrayList<>();
        for (Map.Entry<ByteBuffer, Long> owed : keys.entrySet()) {
            if (some.size() == most) {
                break;
            }
            some.add(new Entry(owed.getKey().array(), owed.getValue()));
        }
        return some;
    }

    /** How many entries are owed by themselves. */
    int size() {
        return keys.size();
    }
}
