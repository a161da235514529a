package io.jcacheredis.internal.store;

import io.jcacheredis.internal.failure.DegradingStore;

/** While nothing fails, a store that degrades is as good as the one behind it. */
class DegradingEntryStoreTest extends InMemoryEntryStoreTest {

    @Override
    protected EntryStore store() {
        return new DegradingStore("orders", super.store(), Runnable::run);
    }
}
