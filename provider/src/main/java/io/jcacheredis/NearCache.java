package io.jcacheredis;

import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * How much of a cache each JVM keeps for itself, so that it need not ask Redis again for what it has read. An entry that is changed
 * anywhere is dropped at once, and after at most five seconds where a JVM can't be told. See {@code docs/near-cache.md}.
 *
 * <pre>{@code
 * configuration.setNearCache(NearCache.ofSize(10_000).withTimeToLive(Duration.ofMinutes(1)));
 * }</pre>
 *
 * @param size how many entries are kept at most
 * @param timeToLive for how long an entry is kept at most, since it was read
 */
public record NearCache(int size, Duration timeToLive) implements Serializable {

    /**
     * What is kept.
     *
     * @throws IllegalArgumentException if the size or the time is not positive
     */
    public NearCache {
        if (size < 1) {
            throw new IllegalArgumentException("a near cache has room for at least one entry, not for " + size);
        }
        if (Objects.requireNonNull(timeToLive, "timeToLive").isZero() || timeToLive.isNegative()) {
            throw new IllegalArgumentException("a near cache keeps entries for a positive time, not for " + timeToLive);
        }
    }

    /** So many entries at most, each for as long as it lives in Redis and is not changed. */
    public static NearCache ofSize(int size) {
        return new NearCache(size, ChronoUnit.FOREVER.getDuration());
    }

    /** The same, for no longer than that. */
    public NearCache withTimeToLive(Duration longest) {
        return new NearCache(size, longest);
    }
}
