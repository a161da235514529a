package io.jcacheredis.linearizability;

import java.util.List;

/**
 * One call of a method for one key: when it was made, when it returned, and what it returned. Values are numbers from 1 on;
 * 0 is no value, and false.
 *
 * @param end {@link #OPEN} if the caller was told that the outcome is unknown: it takes effect at any time, or never
 */
record Call(int jvm, Kind kind, String key, long argument, long other, long result, long begin, long end) {

    static final long OPEN = Long.MAX_VALUE;
    static final long NOTHING = 0;

    /** What {@link Kind#next} says of a result that the method can't have. */
    static final long IMPOSSIBLE = -1;

    /** The methods, as what they do to an entry. */
    enum Kind {
        GET {
            @Override
            long result(long before, Call call) {
                return before;
            }

            @Override
            long next(long before, Call call) {
                return before;
            }
        },
        CONTAINS {
            @Override
            long result(long before, Call call) {
                return is(before != NOTHING);
            }

            @Override
            long next(long before, Call call) {
                return before;
            }
        },
        PUT {
            @Override
            long result(long before, Call call) {
                return NOTHING;
            }

            @Override
            long next(long before, Call call) {
                return call.argument;
            }
        },
        GET_AND_PUT {
            @Override
            long result(long before, Call call) {
                return before;
            }

            @Override
            long next(long before, Call call) {
                return call.argument;
            }
        },
        PUT_IF_ABSENT {
            @Override
            long result(long before, Call call) {
                return is(before == NOTHING);
            }

            @Override
            long next(long before, Call call) {
                return before == NOTHING ? call.argument : before;
            }
        },
        REPLACE {
            @Override
            long result(long before, Call call) {
                return is(before != NOTHING);
            }

            @Override
            long next(long before, Call call) {
                return before == NOTHING ? NOTHING : call.argument;
            }
        },
        GET_AND_REPLACE {
            @Override
            long result(long before, Call call) {
                return before;
            }

            @Override
            long next(long before, Call call) {
                return before == NOTHING ? NOTHING : call.argument;
            }
        },
        /** Writes {@code argument} in the place of {@code other}. */
        REPLACE_EQUAL {
            @Override
            long result(long before, Call call) {
                return is(before == call.other);
            }

            @Override
            long next(long before, Call call) {
                return before == call.other ? call.argument : before;
            }
        },
        REMOVE {
            @Override
            long result(long before, Call call) {
                return is(before != NOTHING);
            }

            @Override
            long next(long before, Call call) {
                return NOTHING;
            }
        },
        REMOVE_EQUAL {
            @Override
            long result(long before, Call call) {
                return is(before == call.other);
            }

            @Override
            long next(long before, Call call) {
                return before == call.other ? NOTHING : before;
            }
        },
        GET_AND_REMOVE {
            @Override
            long result(long before, Call call) {
                return before;
            }

            @Override
            long next(long before, Call call) {
                return NOTHING;
            }
        },
        /** An entry processor that adds one, and returns the sum. */
        INCREMENT {
            @Override
            long result(long before, Call call) {
                return before + 1;
            }

            @Override
            long next(long before, Call call) {
                return before + 1;
            }
        };

        static final List<Kind> ALL = List.of(values());

        /** What the method returns for an entry. */
        abstract long result(long before, Call call);

        /** What the entry is after it. */
        abstract long next(long before, Call call);

        private static long is(boolean condition) {
            return condition ? 1 : 0;
        }

        boolean changes() {
            return this != GET && this != CONTAINS;
        }
    }

    boolean isOpen() {
        return end == OPEN;
    }

    /** The entry after this call, or {@link #IMPOSSIBLE} if it can't have returned what it did. */
    long next(long before, boolean known) {
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
