package io.jcacheredis.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Does something before each call of another store, which is not made if that throws. */
public class PrecededStore implements EntryStore {

    private final EntryStore store;
    private final Runnable before;

    /** That store, and what comes before its calls. */
    public PrecededStore(EntryStore store, Runnable before) {
        this.store = store;
        this.before = before;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        before.run();
        return store.apply(key, mutation);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        before.run();
        return store.applyAll(mutations);
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        before.run();
        return store.readSome(keys, read);
    }

    @Override
    public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        before.run();
        return store.scan(selection, batchSize);
    }

    @Override
    public long purge(Purge purge) {
        before.run();
        return store.purge(purge);
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        before.run();
        return store.timeToLive(key);
    }
}
