package io.jcacheredis.internal.observation;

import io.jcacheredis.internal.store.ForwardingEntryStore;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.TimedStore;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Notes of the calls under way that they ask the store. */
public final class ObservedStore extends ForwardingEntryStore implements TimedStore {

    private final TimedStore timed;
    private final Observing observing;

    /** The store in which the entries lie, observed. */
    public ObservedStore(TimedStore store, Observing observing) {
        super(store);
        this.timed = store;
        this.observing = observing;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        observing.asked();
        return store.apply(key, mutation);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        if (!mutations.isEmpty()) {
            observing.asked();
        }
        return store.applyAll(mutations);
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        observing.asked();
        return store.readSome(keys, read);
    }

    @Override
    public List<Timed> readSomeTimed(List<byte[]> keys, Mutation read) {
        observing.asked();
        return timed.readSomeTimed(keys, read);
    }

    @Override
    public Iterator<List<byte[]>> scan(KeyPattern pattern, int batchSize) {
        observing.asked();
        return super.scan(pattern, batchSize);
    }

    @Override
    public long purge(Purge purge) {
        observing.asked();
        return super.purge(purge);
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        observing.asked();
        return super.timeToLive(key);
    }
}
