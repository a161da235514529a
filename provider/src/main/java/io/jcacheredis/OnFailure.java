package io.jcacheredis;

/** What a cache does with what it can't read. */
public enum OnFailure {
    /** The cache acts as if the entry were missing: an entry that can't be decoded is a miss, counted, and removed. */
    DEGRADE,
    /** The cache throws: for rate limits, locks, counters and idempotence keys, where a wrong answer is worse than none. */
    STRICT
}
