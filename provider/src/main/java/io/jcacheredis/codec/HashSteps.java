package io.jcacheredis.codec;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * How many steps it would take to hash each object of a {@link SerializedGraph}: one, and those of its parts.
 *
 * <p>A part may be an object that is not complete, as a child's parent is while its children are read. It then has the
 * parts that were read so far, and more of them later, when the child may be hashed again. So what an object holds of
 * those is kept, how many times over, and its steps are found when they are asked for. Within an object, a reference to
 * the object itself takes one step: to follow it would never end. Unless a class on the way there hashes by its id alone,
 * that is a stack overflow, but only after as many rounds as the stack has room for; so {@link #rounds} tells of it.
 */
final class HashSteps {

    /** For what an object has no number. */
    static final int NOTHING = -1;

    /** More than enough need not be told from much more than enough. */
    private static final long ENOUGH = Integer.MAX_VALUE;

    /** Of more incomplete objects than that nobody can tell; it is taken for enough, as a child has hardly two parents. */
    private static final int MOST_HELD = 8;

    /**
     * How many rounds are taken for those that a stack has room for. It may be some times as many; but an object that is
     * hashed by its id must not be refused because it holds a few thousand others that hold it.
     */
    private static final int ROUNDS = 4_000;

    private static final Held NONE = new Held(new int[0], new long[0]);

    /** Objects that were not complete, by ascending number, and how many times over; shared by many. */
    private static final class Held {

        final int[] handles;
        final long[] times;

        Held(int[] handles, long[] times) {
            this.handles = handles;
            this.times = times;
        }

        Held plus(int handle, long more) {
            int at = Arrays.binarySearch(handles, handle);
            if (at >= 0) {
                long[] added = times.clone();
                added[at] = enough(added[at] + more);
                return new Held(handles, added);
            }
            int place = -at - 1;
            int[] newHandles = new int[handles.length + 1];
            long[] newTimes = new long[handles.length + 1];
            System.arraycopy(handles, 0, newHandles, 0, place);
            System.arraycopy(times, 0, newTimes, 0, place);
            newHandles[place] = handle;
            newTimes[place] = more;
            System.arraycopy(handles, place, newHandles, place + 1, handles.length - place);
            System.arraycopy(times, place, newTimes, place + 1, handles.length - place);
            return new Held(newHandles, newTimes);
        }
    }

    /** The steps of some parts: a number, and objects that are not complete. */
    static final class Sum {

        private long steps;
        private Held held = NONE;
        private boolean endless;

        void add(long more) {
            steps = enough(steps + more);
        }

        void add(Sum more) {
            add(more.steps);
            hold(more.held, 1);
            endless |= more.endless;
        }

        void multiply(long times) {
            Held once = held;
            steps = product(steps, times);
            held = NONE;
            hold(once, times);
        }

        private void hold(Held more, long times) {
            if (held.handles.length == 0 && times == 1) {
                held = more;
                return;
            }
            for (int i = 0; i < more.handles.length && steps < ENOUGH; i++) {
                held = held.plus(more.handles[i], product(more.times[i], times));
                if (held.handles.length > MOST_HELD) {
                    steps = ENOUGH;
                    held = NONE;
                }
            }
        }
    }

    private final int most;
    private final BitSet complete = new BitSet();
    private final BitSet endless = new BitSet();
    private long[] steps = new long[64];
    private @Nullable Held[] held = new Held[64];
    private Held last = NONE;
    private int handles;

    /** Numbers objects up to that many. */
    HashSteps(int most) {
        this.most = most;
    }

    int handles() {
        return handles;
    }

    /** The number of the next object, which is not complete. */
    int start() {
        if (handles == most) {
            throw Limit.REFERENCES.exceeded(handles);
        }
        if (handles == steps.length) {
            steps = Arrays.copyOf(steps, 2 * handles);
            held = Arrays.copyOf(held, 2 * handles);
        }
        steps[handles] = 1;
        return handles++;
    }

    /** An object without parts that takes so many steps. */
    int leaf(long itsSteps) {
        int handle = start();
        steps[handle] = enough(itsSteps);
        complete.set(handle);
        return handle;
    }

    /** Tells what an object has so far, which counts for references to it. */
    void soFar(int handle, Sum parts) {
        steps[handle] = enough(1 + value(parts, handle));
        endless.set(handle, parts.endless || Arrays.binarySearch(parts.held.handles, handle) >= 0);
    }

    /** Tells all that an object has. */
    void complete(int handle, Sum parts) {
        long own = 1 + parts.steps;
        boolean inItself = parts.endless;
        Held others = NONE;
        for (int i = 0; i < parts.held.handles.length; i++) {
            if (parts.held.handles[i] == handle) {
                own += parts.held.times[i];
                inItself = true;
            } else {
                others = parts.held.handles.length == 1
                        ? parts.held
                        : others.plus(parts.held.handles[i], parts.held.times[i]);
            }
        }
        steps[handle] = enough(own);
        held[handle] = others.handles.length == 0 ? null : others;
        endless.set(handle, inItself);
        complete.set(handle);
    }

    /** Adds an object to the parts of another. */
    void add(Sum whole, int part) {
        if (part == NOTHING) {
            whole.add(1);
        } else if (!complete.get(part)) {
            whole.hold(once(part), 1);
        } else {
            settle(part);
            whole.add(steps[part]);
            whole.endless |= endless.get(part);
            Held more = held[part];
            if (more != null) {
                whole.hold(more, 1);
            }
        }
    }

    private Held once(int handle) {
        if (last.handles.length == 0 || last.handles[0] != handle) {
            last = NONE.plus(handle, 1);
        }
        return last;
    }

    /** Puts the steps of what has become complete since in its place. These are earlier objects, around this one. */
    private void settle(int handle) {
        Held before = held[handle];
        if (before == null) {
            return;
        }
        Sum now = new Sum();
        now.add(steps[handle]);
        for (int i = 0; i < before.handles.length; i++) {
            int whole = before.handles[i];
            Sum more = new Sum();
            if (complete.get(whole)) {
                add(more, whole);
            } else {
                more.hold(once(whole), 1);
            }
            more.multiply(before.times[i]);
            now.add(more);
        }
        steps[handle] = now.steps;
        held[handle] = now.held.handles.length == 0 ? null : now.held;
        endless.set(handle, endless.get(handle) || now.endless);
    }

    /** The steps of an object by what is known of it now. */
    long of(int part) {
        Sum sum = new Sum();
        add(sum, part);
        return value(sum, NOTHING);
    }

    /** The steps of all rounds that one hash of an object may take, which is the last one then; 0 if it holds no circle. */
    long rounds(int part) {
        if (endless.isEmpty()) {
            return 0;
        }
        Sum sum = new Sum();
        add(sum, part);
        boolean circle = sum.endless;
        for (int handle : sum.held.handles) {
            circle |= endless.get(handle);
        }
        return circle ? product(value(sum, NOTHING), ROUNDS) : 0;
    }

    private long value(Sum sum, int itself) {
        long value = sum.steps;
        for (int i = 0; i < sum.held.handles.length; i++) {
            int handle = sum.held.handles[i];
            value = enough(value + product(sum.held.times[i], handle == itself ? 1 : steps[handle]));
        }
        return value;
    }

    private static long enough(long value) {
        return Math.min(value, ENOUGH);
    }

    /** Neither is more than enough, so that the product is no overflow. */
    private static long product(long a, long b) {
        return enough(a * b);
    }
}
