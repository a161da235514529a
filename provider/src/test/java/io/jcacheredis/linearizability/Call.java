package io.jcacheredis.linearizability;

import java.util.List;

/**
 * One call of a method for one key: when it was made, when it returned, and what it returned. Values are numbers from 1 on;
 * 0 is no value, and false.
 *
 * @param end {@link #OPEN} if the caller was told that the outcome is unknown: it takes effect at any time, or never
 */
public record Call(int jvm, Kind kind, String key, long argument, long other, long result, long begin, long end) {

    /** The end of a call whose outcome is unknown. */
    public static final long OPEN = Long.MAX_VALUE;
    /** No value, and false. */
    public static final long NOTHING = 0;

    /** What {@link Kind#next} says of a result that the method can't have. */
    public static final long IMPOSSIBLE = -1;

    /** The methods: what each returns for an entry, and what the entry is after it. */
    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    public enum Kind {
        GET((before, call) -> before, (before, call) -> before),
        CONTAINS((before, call) -> is(before != NOTHING), (before, call) -> before),
        PUT((before, call) -> NOTHING, (before, call) -> call.argument),
        GET_AND_PUT((before, call) -> before, PUT.next),
        PUT_IF_ABSENT(
                (before, call) -> is(before == NOTHING), (before, call) -> before == NOTHING ? call.argument : before),
        REPLACE(CONTAINS.result, (before, call) -> before == NOTHING ? NOTHING : call.argument),
        GET_AND_REPLACE((before, call) -> before, REPLACE.next),
        /** Writes {@code argument} in the place of {@code other}. */
        REPLACE_EQUAL(
                (before, call) -> is(before == call.other),
                (before, call) -> before == call.other ? call.argument : before),
        REMOVE(CONTAINS.result, (before, call) -> NOTHING),
        REMOVE_EQUAL(REPLACE_EQUAL.result, (before, call) -> before == call.other ? NOTHING : before),
        GET_AND_REMOVE((before, call) -> before, REMOVE.next),
        /** An entry processor that adds one, and returns the sum. */
        INCREMENT((before, call) -> before + 1, (before, call) -> before + 1);

        /** Of an entry as it was, and a call. */
        private interface Function {
            long of(long before, Call call);
        }

        /** All of them. */
        public static final List<Kind> ALL = List.of(values());

        private final Function result;
        private final Function next;

        Kind(Function result, Function next) {
            this.result = result;
            this.next = next;
        }

        long result(long before, Call call) {
            return result.of(before, call);
        }

        long next(long before, Call call) {
            return next.of(before, call);
        }

        private static long is(boolean condition) {
            return condition ? 1 : 0;
        }

        /** Whether it may leave another entry than there was. */
        public boolean changes() {
            return this != GET && this != CONTAINS;
        }
    }

    /** One of which only what was asked and answered matters. */
    public static Call of(Kind kind, String key, long argument, long other) {
        return new Call(0, kind, key, argument, other, NOTHING, 0, OPEN);
    }

    /** The same with what it returned. */
    public Call returning(long value) {
        return new Call(jvm, kind, key, argument, other, value, begin, end);
    }

    boolean isOpen() {
        return end == OPEN;
    }

    /** The entry after this call, or {@link #IMPOSSIBLE} if it can't have returned what it did. */
    public long next(long before, boolean known) {
        return known && kind.result(before, this) != result ? IMPOSSIBLE : kind.next(before, this);
    }

    String line() {
        return jvm + " " + kind + " " + key + " " + argument + " " + other + " " + result + " " + begin + " " + end;
    }

    static Call of(String line) {
        String[] parts = line.split(" ", 8);
        return new Call(
                Integer.parseInt(parts[0]),
                Kind.valueOf(parts[1]),
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]),
                Long.parseLong(parts[7]));
    }
}
