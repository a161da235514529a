package io.jcacheredis.internal.registry;

import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** A store that is used only while its key space is held, and may be used. */
public final class ClaimedStore implements EntryStore {

    private final EntryStore store;
    private final Runnable claim;

    /**
     * That store.
     *
     * @param claim goes on while the key space may be used, and throws otherwise
     */
    public ClaimedStore(EntryStore store, Runnable claim) {
        this.store = store;
        this.claim = claim;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        claim.run();
        return store.apply(key, mutation);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        claim.run();
        return store.applyAll(mutations);
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        claim.run();
        return store.readSome(keys, read);
    }

    @Override
    public Iterator<List<byte[]>> scan(KeyPattern pattern, int batchSize) {
        claim.run();
        return store.scan(pattern, batchSize);
    }

    @Override
    public long purge(Purge purge) {
        claim.run();
        return store.purge(purge);
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        claim.run();
        return store.timeToLive(key);
    }
}
