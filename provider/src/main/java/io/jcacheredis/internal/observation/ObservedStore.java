package io.jcacheredis.internal.observation;

import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.PrecededStore;
import io.jcacheredis.internal.store.TimedStore;
import java.util.List;

/** Notes of the calls under way that they ask the store. */
public final class ObservedStore extends PrecededStore implements TimedStore {

    private final TimedStore store;
    private final Observing observing;

    /** The store in which the entries lie, observed. */
    public ObservedStore(TimedStore store, Observing observing) {
        super(store, observing::asked);
        this.store = store;
        this.observing = observing;
    }

    /** Of nothing, nobody is asked. */
    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        return mutations.isEmpty() ? store.applyAll(mutations) : super.applyAll(mutations);
    }

    @Override
    public List<Timed> readSomeTimed(List<byte[]> keys, Mutation read) {
        observing.asked();
        return store.readSomeTimed(keys, read);
    }
}
