package io.jcacheredis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits of code that a cache calls, which must end if the test has failed meanwhile. */
public final class Latches {

    private Latches() {}

    /** Waits until the test says so, for 20 s at most; then the call fails. */
    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
