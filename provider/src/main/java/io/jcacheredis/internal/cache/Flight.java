package io.jcacheredis.internal.cache;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A load that other threads of this JVM wait for. Its result is kept as bytes, so that each of them gets a value of its own. One
 * thread lands or fails it, once.
 */
final class Flight {

    private final CountDownLatch over = new CountDownLatch(1);
    private byte @Nullable [] bytes;
    private boolean outdated;
    private @Nullable Throwable failure;

    /** What is loaded is older than something that was done to the entry; said before it lands. */
    void outdated(boolean is) {
        outdated = is;
    }

    /** Whether it is, after its end. */
    boolean isOutdated() {
        return outdated;
    }

    void land(byte @Nullable [] loaded) {
        bytes = loaded;
        over.countDown();
    }

    void fail(Throwable thrown) {
        failure = thrown;
        over.countDown();
    }

    /** Waits for its end, and tells whether it came in time. An interrupt, which is kept, ends the wait. */
    boolean await(long nanos) {
        try {
            return over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What came of it, after its end: a value made of the bytes, or null if nothing was loaded. */
    <V> @Nullable V result(Function<byte[], V> decoder) {
        if (failure != null) {
            throw asItIs(failure);
        }
        return bytes == null ? null : decoder.apply(bytes.clone());
    }

    /** Checked exceptions too: the load may have thrown one unseen by the compiler. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
