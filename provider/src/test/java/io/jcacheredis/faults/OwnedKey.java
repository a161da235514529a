package io.jcacheredis.faults;

import io.jcacheredis.linearizability.Call;
import io.jcacheredis.linearizability.Call.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key that one thread uses, and all that may be there by what was asked and answered. Its values are its own, and each is
 * written once. Used by one thread at a time, but for its risk.
 *
 * <p>After an answer one thing is there. A call whose outcome is unknown leaves two possibilities, until the next answer
 * tells. Where a server may have lost what it acknowledged, an answer may also be that of an earlier time; what had been
 * acknowledged since then is counted as lost.
 */
final class OwnedKey {

    /** What may happen to a key because of what happens to its server. */
    enum Risk {
        /** Nothing: every call has to succeed. */
        NONE,
        /** Calls may fail. */
        FAILURE,
        /** Calls may fail, and what was acknowledged may be lost. */
        LOSS
    }

    /** More than a replica lags behind. */
    private static final int REMEMBERED = 10_000;
    /** Between values that are written, so that incremented ones are nobody else's. */
    private static final long STEP = 1_000_000;

    private static final long VALUES_OF_A_KEY = 1_000_000 * STEP;

    private final String name;
    private final boolean counter;
    private long last;
    private Set<Long> possible = Set.of(Call.NOTHING);
    /** What was possible before each acknowledged write. */
    private final Deque<Set<Long>> earlier = new ArrayDeque<>();

    private boolean readNext;
    private long lost;
    private volatile Risk risk = Risk.NONE;

    /**
     * A key that has no entry yet.
     *
     * @param number another one for each key
     * @param counter whether it is only incremented and read
     */
    OwnedKey(String name, int number, boolean counter) {
        this.name = name;
        this.counter = counter;
        this.last = number * VALUES_OF_A_KEY;
    }

    String name() {
        return name;
    }

    Risk risk() {
        return risk;
    }

    void setRisk(Risk value) {
        risk = value;
    }

    /** The next call is to read, so that what was lost shows before it is written over. */
    void readNext() {
        readNext = true;
    }

    /** A call to be made; {@link #answered} or {@link #unknown} follows, or neither if nothing was done. */
    Call next(Random random) {
        if (readNext || random.nextInt(3) == 0) {
            return read();
        }
        if (counter) {
            return Call.of(Kind.INCREMENT, name, 0, 0);
        }
        last += STEP;
        List<Long> known = new ArrayList<>(possible);
        long other = random.nextInt(4) == 0 ? last + 1 : known.get(random.nextInt(known.size()));
        return Call.of(Kind.ALL.get(random.nextInt(Kind.ALL.size())), name, last, Math.max(1, other));
    }

    Call read() {
        return Call.of(Kind.GET, name, 0, 0);
    }

    /** A call has returned. */
    void answered(Call call) {
        Set<Long> before = before(possible, call);
        if (before.isEmpty()) {
            before = beforeTheLoss(call);
        }
        Set<Long> after = after(before, call);
        if (call.kind().changes() && !after.equals(before)) {
            remember(before);
        }
        possible = after;
        readNext &= call.kind() != Kind.GET;
    }

    private void remember(Set<Long> before) {
        earlier.addLast(before);
        if (earlier.size() > REMEMBERED) {
            earlier.removeFirst();
        }
    }

    /** What was there at the latest time at which the call could have had its answer. */
    private Set<Long> beforeTheLoss(Call call) {
        if (risk != Risk.LOSS) {
            throw new AssertionError("an answer that can't be: " + call + " where there was one of " + possible
                    + " and " + earlier.size() + " writes before");
        }
        long since = 0;
        for (Iterator<Set<Long>> times = earlier.descendingIterator(); times.hasNext(); ) {
            Set<Long> time = times.next();
            times.remove();
            since++;
            Set<Long> then = before(time, call);
            if (!then.isEmpty()) {
                lost += since;
                return then;
            }
        }
        throw new AssertionError("an answer that could never be: " + call + " where there was one of " + possible);
    }

    /** The outcome of a call is unknown. */
    void unknown(Call call) {
        possible = with(possible, call);
        if (risk == Risk.LOSS) {
            List<Set<Long>> times = new ArrayList<>(earlier);
            earlier.clear();
            times.forEach(time -> earlier.addLast(with(time, call)));
        }
    }

    private static Set<Long> before(Set<Long> values, Call answered) {
        Set<Long> fitting = new TreeSet<>(values);
        fitting.removeIf(value -> answered.next(value, true) == Call.IMPOSSIBLE);
        return fitting;
    }

    private static Set<Long> after(Set<Long> values, Call call) {
        Set<Long> after = new TreeSet<>();
        values.forEach(value -> after.add(call.next(value, false)));
        return after;
    }

    private static Set<Long> with(Set<Long> values, Call call) {
        Set<Long> both = after(values, call);
        both.addAll(values);
        return both;
    }

    /** How many acknowledged writes were lost since this was asked last. */
    long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }
}
