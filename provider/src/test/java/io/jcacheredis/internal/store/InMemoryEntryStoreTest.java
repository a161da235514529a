package io.jcacheredis.internal.store;

import io.jcacheredis.internal.store.TimeToLive.Finite;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

class InMemoryEntryStoreTest extends EntryStoreContract {

    private final FakeClock clock = new FakeClock();
    private final InMemoryEntryStore store = new InMemoryEntryStore(clock);

    @Override
    protected EntryStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        clock.advanceMillis(time.toMillis());
    }

    @Override
    protected Entries entries() {
        return new Entries() {
            @Override
            public void put(byte[] key, byte[] value, TimeToLive life) {
                ExpiryPlan plan = new ExpiryPlan(life, life, life);
                store.apply(key, Mutation.set(Condition.ANY, value, Report.NOTHING, plan));
            }

            @Override
            public void putExpired(byte[] key, byte[] value) {
                put(key, value, new Finite(1));
                clock.advanceMillis(1);
            }

            @Override
            public byte @Nullable [] value(byte[] key) {
                return store.apply(key, Mutation.peek()).prior();
            }

            @Override
            public OptionalLong timeToLive(byte[] key) {
                return store.timeToLive(key);
            }
        };
    }
}
