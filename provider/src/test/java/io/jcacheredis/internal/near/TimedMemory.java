package io.jcacheredis.internal.near;

import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.TimedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A store in memory that tells times to live, counts its calls, and lets a test act in the middle of them. */
final class TimedMemory extends ForwardingStore implements TimedStore {

    private final FakeClock clock;
    private @Nullable Runnable beforeNextChange;
    private @Nullable Runnable afterNextRead;
    private int atMost = Integer.MAX_VALUE;
    private int calls;

    TimedMemory() {
        this(new FakeClock());
    }

    private TimedMemory(FakeClock clock) {
        super(new InMemoryEntryStore(clock));
        this.clock = clock;
    }

    /** Its time, as {@link System#nanoTime} would tell it. */
    Clock clock() {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.getAsLong());
    }

    interface Clock {
        long nanos();
    }

    void pass(Duration time) {
        clock.advanceMillis(time.toMillis());
    }

    int calls() {
        return calls;
    }

    void beforeNextChange(Runnable action) {
        beforeNextChange = action;
    }

    /** Acts when a read has been answered, before whoever asked has the answer. */
    void afterNextRead(Runnable action) {
        afterNextRead = action;
    }

    /** Reads no more than so many entries in a trip. */
    void readAtMost(int count) {
        atMost = count;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        calls++;
        if (mutation.action() != Action.NONE && !mutation.mayLag()) {
            before();
        }
        return store.apply(key, mutation);
    }

    private void before() {
        Runnable action = beforeNextChange;
        beforeNextChange = null;
        run(action);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        before();
        return super.applyAll(mutations);
    }

    @Override
    public long purge(EntryStore.Purge purge) {
        before();
        return super.purge(purge);
    }

    @Override
    public List<Timed> readSomeTimed(List<byte[]> keys, Mutation read) {
        calls++;
        List<Timed> timed = new ArrayList<>();
        for (byte[] key : keys.subList(0, Math.min(atMost, keys.size()))) {
            timed.add(new Timed(store.apply(key, read), store.timeToLive(key).orElse(0)));
        }
        Runnable action = afterNextRead;
        afterNextRead = null;
        run(action);
        return timed;
    }

    private static void run(@Nullable Runnable action) {
        if (action != null) {
            action.run();
        }
    }
}
