package io.jcacheredis.internal.store;

import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.List;

/**
 * The entries of a cache with a writer. What is not a step of a {@link WriteIntent} itself, accesses and loaded values, gives way
 * to the intents of all JVMs: nothing makes an entry outlast the fence while the database is being written.
 */
public final class YieldingStore extends ForwardingEntryStore {

    public YieldingStore(EntryStore store) {
        super(store);
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        return store.apply(key, yielding(mutation));
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        return store.applyAll(mutations.stream()
                .map(keyed -> new KeyedMutation(keyed.key(), yielding(keyed.mutation())))
                .toList());
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        return store.readSome(keys, yielding(read));
    }

    private static Mutation yielding(Mutation mutation) {
        boolean prolongs = mutation.action() == Action.SET
                || (mutation.action() == Action.TOUCH && mutation.expiry().access() != Special.UNCHANGED);
        return mutation.stage() == null && prolongs ? WriteIntent.yielding(mutation) : mutation;
    }
}
