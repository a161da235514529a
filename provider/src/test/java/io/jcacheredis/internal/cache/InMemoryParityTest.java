package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import java.util.List;

class InMemoryParityTest extends ParityMatrix {

    private final FakeClock clock = new FakeClock();
    private final EntryStore store = new InMemoryEntryStore(clock);

    @Override
    EntryStore store() {
        return store;
    }

    @Override
    void awaitExpiry(List<String> keys) {
        clock.advanceMillis(2);
    }
}
