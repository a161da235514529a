package io.jcacheredis.internal.failure;

import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Selection;
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
    /** Few, as each is held against every key that is read. */
    static final int MOST_SELECTIONS = 100;

    static final long NONE = 0;

    private final Map<ByteBuffer, Long> keys = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();

    /** What is owed of all entries that are meant; {@link KeyPattern#ALL} alone if everything is. */
    private final Map<Selection, Long> selections = new ConcurrentHashMap<>();

    /** Spares those who owe nothing a look at the map. May be true for a while after the last debt was settled. */
    private volatile boolean any; // noted after the debt, as who settles the last one looks again after it noted none

    /** One entry that is owed. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Entry(byte[] key, long number) {}

    boolean isEmpty() {
        return !any;
    }

    void owe(byte[] key) {
        if (isEverythingOwed()) {
            oweEverything(); // under a new number, as the one before may be being settled
            return;
        }
        if (keys.put(ByteBuffer.wrap(key.clone()), numbers.incrementAndGet()) == null
                && (bytes.addAndGet(key.length) > MOST_BYTES || keys.size() > MOST_KEYS)) {
            oweEverything();
        }
        any = true;
    }

    /** All entries that are meant are owed. */
    void owe(Selection selection) {
        if (isEverythingOwed() || selection.equals(KeyPattern.ALL)) {
            oweEverything();
            return;
        }
        selections.put(selection, numbers.incrementAndGet());
        if (selections.size() > MOST_SELECTIONS) {
            oweEverything();
        }
        any = true;
    }

    private void oweEverything() {
        selections.put(KeyPattern.ALL, numbers.incrementAndGet());
        any = true;
        selections.keySet().removeIf(selection -> !selection.equals(KeyPattern.ALL));
        keys.clear();
        bytes.set(0);
    }

    boolean isEverythingOwed() {
        return selections.containsKey(KeyPattern.ALL);
    }

    /** The number under which the entry is owed, by itself or with others; {@link #NONE} if it is not. */
    long of(byte[] key) {
        if (!any) {
            return NONE;
        }
        @Nullable Long own = keys.get(ByteBuffer.wrap(key));
        if (own != null) {
            return own;
        }
        for (Map.Entry<Selection, Long> owed : selections.entrySet()) {
            if (owed.getKey().mayMatch(key)) {
                return owed.getValue();
            }
        }
        return NONE;
    }

    /** The number under which what is meant is owed, or {@link #NONE}. */
    long of(Selection selection) {
        return selections.getOrDefault(selection, NONE);
    }

    /** Redis has told that the entry is gone. Debts of selections stay. */
    void settled(byte[] key, long number) {
        if (keys.remove(ByteBuffer.wrap(key), number)) {
            bytes.addAndGet(-key.length);
        }
        noteIfNone();
    }

    /** Redis has told that all entries are gone that were meant when the debt with that number was seen. */
    void settled(Selection selection, long number) {
        selections.remove(selection, number);
        noteIfNone();
    }

    private void noteIfNone() {
        if (keys.isEmpty() && selections.isEmpty()) {
            any = false;
            // A debt that was made meanwhile must not be overlooked.
            if (!keys.isEmpty() || !selections.isEmpty()) {
                any = true;
            }
        }
    }

    /** What is owed at present of many entries, with the numbers. */
    Map<Selection, Long> selections() {
        return Map.copyOf(selections);
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
