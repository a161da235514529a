package io.jcacheredis.near;

import org.jspecify.annotations.Nullable;

/**
 * What is written of an entry, as one number.
 *
 * @param version counted up by each write
 * @param found the version that was there before; what a write whose answer was lost has found, who writes it again reads here
 */
record Written(long version, long found) {

    private static final long NOTHING = 0;
    private static final long HALF = (1L << 32) - 1;

    static Written of(long number) {
        return new Written(number >>> 32, number & HALF);
    }

    /** A version that is written where that number is, or nothing. */
    static Written over(@Nullable Long number, long version) {
        if (number == null) {
            return new Written(version, NOTHING);
        }
        Written before = of(number);
        return new Written(version, before.version == version ? before.found : before.version);
    }

    long number() {
        return version << 32 | found;
    }
}
