package io.jcacheredis.internal.management;

import io.jcacheredis.RedisDomainEventsMXBean;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of domain events. Thread-safe. */
public final class EventStatistics implements RedisDomainEventsMXBean {

    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder removed = new LongAdder();

    /** Counts an event. */
    public void count(boolean failures, long removals) {
        (failures ? failed : handled).increment();
        removed.add(removals);
    }

    @Override
    public long getEventsHandled() {
        return handled.sum();
    }

    @Override
    public long getEventsFailed() {
        return failed.sum();
    }

    @Override
    public long getEntriesRemoved() {
        return removed.sum();
    }

    @Override
    public String toString() {
        return handled + " events handled, " + failed + " failed, " + removed + " entries removed";
    }
}
