package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.List;

class InMemoryParityTest extends ParityMatrix {

    private final FakeClock clock = new FakeClock();
    private final EntryStore store = new Terse(new InMemoryEntryStore(clock));

    @Override
    EntryStore store() {
        return store;
    }

    @Override
    void awaitExpiry(List<String> keys) {
        clock.advanceMillis(2);
    }

    /** Tells no more than it is asked for, as Redis does: of a plain write, not whether there was an entry. */
    private static final class Terse extends ForwardingStore {

        Terse(EntryStore store) {
            super(store);
        }

        @Override
        public Outcome apply(byte[] key, Mutation mutation) {
            return told(mutation, store.apply(key, mutation));
        }

        private static Outcome told(Mutation mutation, Outcome outcome) {
            boolean unasked = mutation.condition() == Condition.ANY && mutation.report() == Report.NOTHING;
            boolean stored = outcome instanceof Outcome.Created
                    || (outcome instanceof Outcome.Updated updated && !updated.expired());
            return unasked && stored ? new Outcome.Stored() : outcome;
        }
    }
}
