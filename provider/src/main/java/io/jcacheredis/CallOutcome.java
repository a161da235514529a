package io.jcacheredis;

import org.jspecify.annotations.Nullable;

/**
 * What came of a call of a cache.
 *
 * @param result in a word
 * @param remote whether Redis was asked; false if the call was answered in this JVM
 * @param hits how many entries were looked up and found, as statistics count them
 * @param misses how many were not found
 * @param failure what the call threw, or null
 */
public record CallOutcome(
        Result result,
        boolean remote,
        long hits,
        long misses,
        @Nullable Throwable failure) {

    /** The word for it: the first of these that is true. */
    public enum Result {
        /** The call threw something. */
        ERROR,
        /** Redis failed, and the cache answered as an empty one would: see {@link OnFailure#DEGRADE}. */
        DEGRADED,
        /** Some entries were found, and others were not. */
        PARTIAL,
        /** What was looked up was found. */
        HIT,
        /** What was looked up was not found. */
        MISS,
        /** Nothing was looked up, and the call did what it is for. */
        SUCCESS
    }
}
