package io.jcacheredis.internal.near;

import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.EntryStoreContract;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A store that keeps entries means what any other does, where it is told at once of what others change. */
class NearEntryStoreTest extends EntryStoreContract {

    private final TimedMemory memory = new TimedMemory();
    private ChangeFeed.Listener listener;
    private final NearStore near = new NearStore(memory, this::feed, 1_000, Duration.ofDays(1), memory.clock()::nanos);

    private ChangeFeed feed(ChangeFeed.Listener told) {
        listener = told;
        Trust trust = new Trust(0);
        trust.prolong(Long.MAX_VALUE);
        return new ChangeFeed() {
            @Override
            public Trust trust(byte[] key) {
                return trust;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    protected EntryStore store() {
        return near;
    }

    @Override
    protected void pass(Duration time) {
        memory.pass(time);
    }

    @Override
    protected Entries entries() {
        return new Entries() {
            @Override
            public void put(byte[] key, byte[] value, TimeToLive life) {
                ExpiryPlan plan = new ExpiryPlan(life, life, life);
                memory.apply(key, Mutation.set(Condition.ANY, value, Report.NOTHING, plan));
                listener.changed(key);
            }

            @Override
            public void putExpired(byte[] key, byte[] value) {
                put(key, value, new Finite(1));
                memory.pass(Duration.ofMillis(1));
            }

            @Override
            public byte @Nullable [] value(byte[] key) {
                return memory.apply(key, Mutation.peek()).prior();
            }

            @Override
            public OptionalLong timeToLive(byte[] key) {
                return memory.timeToLive(key);
            }
        };
    }
}
