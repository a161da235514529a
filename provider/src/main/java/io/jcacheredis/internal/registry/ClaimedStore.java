package io.jcacheredis.internal.registry;

import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** A store that is used only while its key space is held. */
public final class ClaimedStore implements EntryStore {

    private final EntryStore store;
    private final KeySpaces.Holding holding;

    public ClaimedStore(EntryStore store, KeySpaces.Holding holding) {
        this.store = store;
        this.holding = holding;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        holding.require();
        return store.apply(key, mutation);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        holding.require();
        return store.applyAll(mutations);
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        holding.require();
        return store.readSome(keys, read);
    }

    @Override
    public Iterator<List<byte[]>> scan(int batchSize) {
        holding.require();
        return store.scan(batchSize);
    }

    @Override
    public long clear() {
        holding.require();
        return store.clear();
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        holding.require();
        return store.timeToLive(key);
    }
}
