package io.jcacheredis.internal.store;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an entry's time to live on creation, update or access. What {@code javax.cache} says by a {@code
 * null}, two constants and a number are five different things here.
 */
public sealed interface TimeToLive {

    /** The entry lives for this time from now on, by the clock of Redis. */
    record Finite(long millis) implements TimeToLive {
        public Finite {
            if (millis <= 0) {
                throw new IllegalArgumentException("a finite time to live is at least 1 ms, not " + millis);
            }
        }
    }

    /** The times to live that need no number. */
    enum Special implements TimeToLive {
        /** Not known yet: the store asks for it by {@link Outcome.DurationNeeded} when it matters. */
        UNDETERMINED,
        /** The entry keeps the time to live that it has. */
        UNCHANGED,
        /** The entry never expires. */
        ETERNAL,
        /** The entry expires at once: it is not stored, or it goes away. */
        ZERO
    }

    /** Times of more than about 146 million years would overflow the sum that Redis forms with its clock. */
    long LONGEST_MILLIS = Long.MAX_VALUE / 2;

    /** What a duration of an expiry policy means. A {@code null} is "unchanged". */
    static TimeToLive of(@Nullable Duration duration) {
        if (duration == null) {
            return Special.UNCHANGED;
        }
        TimeUnit unit = duration.getTimeUnit();
        if (duration.isEternal() || unit == null) {
            return Special.ETERNAL;
        }
        if (duration.isZero()) {
            return Special.ZERO;
        }
        long millis = unit.toMillis(duration.getDurationAmount());
        return millis > LONGEST_MILLIS ? Special.ETERNAL : new Finite(millis);
    }
}
