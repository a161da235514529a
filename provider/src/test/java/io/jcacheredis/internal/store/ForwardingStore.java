package io.jcacheredis.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Does everything by another store, and many mutations one by one: what a test wants otherwise, it overrides. */
public abstract class ForwardingStore implements EntryStore {

    protected final EntryStore store;

    protected ForwardingStore(EntryStore store) {
        this.store = store;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        return store.apply(key, mutation);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        return mutations.stream()
                .map(keyed -> apply(keyed.key(), keyed.mutation()))
                .toList();
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        return keys.stream().map(key -> apply(key, read)).toList();
    }

    @Override
    public Iterator<List<byte[]>> scan(int batchSize) {
        return store.scan(batchSize);
    }

    @Override
    public long clear() {
        return store.clear();
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        return store.timeToLive(key);
    }
}
