package io.jcacheredis.internal.store;

import java.util.List;

/**
 * A store that ends: after {@link #close} no mutation begins any more, so that entries which are deleted then stay deleted. A
 * later one is an {@link IllegalStateException}; {@link #scan} and {@link #purge} bring nothing back and are let through.
 *
 * <p>The cache waits for the calls under way before it closes its store. This is for the call whose user code, a processor or
 * a loader, outlasts that wait.
 */
public final class ClosingStore extends ForwardingEntryStore implements AutoCloseable {

    private final String cacheName;
    private volatile boolean closed;

    public ClosingStore(String cacheName, EntryStore store) {
        super(store);
        this.cacheName = cacheName;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        requireOpen();
        return store.apply(key, mutation);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        requireOpen();
        return store.applyAll(mutations);
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        requireOpen();
        return store.readSome(keys, read);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("cache '" + cacheName + "' is closed");
        }
    }

    /** Lets no mutation begin any more. May be called again. */
    @Override
    public void close() {
        closed = true;
    }
}
