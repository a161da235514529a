package io.jcacheredis.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * A store that ends: when {@link #close} returns, what had begun is done and nothing is written any more. So entries that
 * are deleted after it stay deleted. Later mutations are an {@link IllegalStateException}; reads of many entries and {@link
 * #clear} bring nothing back and are let through.
 *
 * <p>No user code runs inside, so closing waits for Redis only, which the connections bound.
 */
public final class ClosingStore implements EntryStore, AutoCloseable {

    private final String cacheName;
    private final EntryStore store;
    private final StampedLock gate = new StampedLock();
    private boolean closed;

    public ClosingStore(String cacheName, EntryStore store) {
        this.cacheName = cacheName;
        this.store = store;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        return whileOpen(() -> store.apply(key, mutation));
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        return whileOpen(() -> store.applyAll(mutations));
    }

    private <T> T whileOpen(Supplier<T> step) {
        long stamp = gate.readLock();
        try {
            if (closed) {
                throw new IllegalStateException("cache '" + cacheName + "' is closed");
            }
            return step.get();
        } finally {
            gate.unlockRead(stamp);
        }
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

    /** Waits for what has begun, and lets nothing begin any more. May be called again. */
    @Override
    public void close() {
        long stamp = gate.writeLock();
        closed = true;
        gate.unlockWrite(stamp);
    }
}
