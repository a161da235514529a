package io.jcacheredis.internal.store;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A store that can be taken away: before it does anything, or after it has done it. */
public final class FailingStore implements EntryStore {

    /** How it fails. */
    public enum Mode {
        WORKS,
        /** Nothing is done. */
        DOWN,
        /** It is done, and nobody is told. */
        SILENT
    }

    private final EntryStore store;
    private volatile Mode mode = Mode.WORKS;
    private volatile Reason reason = Reason.UNREACHABLE;
    private volatile @Nullable CacheException own;
    private final List<Integer> trips = new ArrayList<>();

    public FailingStore(EntryStore store) {
        this.store = store;
    }

    public void be(Mode newMode) {
        mode = newMode;
    }

    public void failFor(Reason newReason) {
        mode = Mode.DOWN;
        reason = newReason;
    }

    public void failBy(CacheException failure) {
        mode = Mode.DOWN;
        own = failure;
    }

    /** How many mutations each trip since the last call had. */
    public synchronized List<Integer> trips() {
        List<Integer> taken = List.copyOf(trips);
        trips.clear();
        return taken;
    }

    private synchronized void before(int mutations) {
        trips.add(mutations);
        if (mode == Mode.DOWN) {
            throw failure();
        }
    }

    private <T> T after(T result) {
        if (mode == Mode.SILENT) {
            throw failure();
        }
        return result;
    }

    private CacheException failure() {
        CacheException chosen = own;
        return chosen != null
                ? chosen
                : new CacheUnavailableException("it is away", new IOException(), reason, mode == Mode.SILENT);
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        before(1);
        return after(store.apply(key, mutation));
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        before(mutations.size());
        return after(store.applyAll(mutations));
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        before(keys.size());
        return after(store.readSome(keys, read));
    }

    @Override
    public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        before(0);
        Iterator<List<byte[]>> batches = after(store.scan(selection, batchSize));
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public List<byte[]> next() {
                before(0);
                return after(batches.next());
            }
        };
    }

    @Override
    public long purge(Purge purge) {
        before(0);
        return after(store.purge(purge));
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        before(0);
        return after(store.timeToLive(key));
    }
}
