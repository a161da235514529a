package io.jcacheredis.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions that nobody announces. */
final class Poll {

    private static final int INTERVAL_MILLIS = 5;

    private final long end;

    private Poll(long end) {
        this.end = end;
    }

    /** Patience that starts now. */
    static Poll atMost(Duration limit) {
        return new Poll(System.nanoTime() + limit.toNanos());
    }

    /** Returns once the condition holds; throws with the given message if it doesn't in time. */
    void until(BooleanSupplier condition, Supplier<String> message) {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                throw new EmbeddedRedisException(message.get());
            }
            pause();
        }
    }

    boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /** Some milliseconds. Throws if the thread is interrupted, and leaves it so. */
    static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedRedisException("interrupted while waiting for a server", e);
        }
    }
}
