package io.jcacheredis.internal.store;

import java.util.List;

/** Does everything by another store, and many mutations one by one: what a test wants otherwise, it overrides. */
public abstract class ForwardingStore extends ForwardingEntryStore {

    protected ForwardingStore(EntryStore store) {
        super(store);
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
}
