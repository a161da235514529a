package io.jcacheredis;

/** What a cache does where Redis can't be used, and with entries that it can't read. */
public enum OnFailure {
    /**
     * The cache acts as an empty one whose entries expire at once, and an entry that can't be decoded is missing, counted,
     * and removed. What was changed meanwhile is not served again by this JVM.
     */
    DEGRADE,
    /**
     * The cache throws a {@link CacheUnavailableException}, or a {@link io.jcacheredis.codec.CodecException} for an entry
     * that can't be decoded: for rate limits, locks, counters and idempotence keys, where a wrong answer is worse than none.
     */
    STRICT
}
