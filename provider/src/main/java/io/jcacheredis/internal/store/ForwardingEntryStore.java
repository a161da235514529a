package io.jcacheredis.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** A store that does something about mutations, and leaves what concerns no single one of them to another store. */
public abstract class ForwardingEntryStore implements EntryStore {

    protected final EntryStore store;

    protected ForwardingEntryStore(EntryStore store) {
        this.store = store;
    }

    @Override
    public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        return store.scan(selection, batchSize);
    }

    @Override
    public long purge(Purge purge) {
        return store.purge(purge);
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        return store.timeToLive(key);
    }
}
