package io.jcacheredis.internal.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock in milliseconds that goes on only when a test says so. */
public final class FakeClock implements LongSupplier {

    private final AtomicLong now = new AtomicLong(1_000_000);

    @Override
    public long getAsLong() {
        return now.get();
    }

    public void advanceMillis(long millis) {
        now.addAndGet(millis);
    }
}
