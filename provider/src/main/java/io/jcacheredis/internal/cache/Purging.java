package io.jcacheredis.internal.cache;

import io.jcacheredis.PurgeOptions;
import io.jcacheredis.PurgeProgress;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Selection;
import io.jcacheredis.internal.store.Tags;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;

/** Removes or counts the entries whose keys match a pattern, or that have a tag, without events and without the writer. */
final class Purging {

    private final String cacheName;
    private final EntryStore store;
    private final Effects<?, ?> effects;

    Purging(CacheParts<?, ?> parts, Effects<?, ?> effects) {
        this.cacheName = parts.name();
        this.store = parts.store();
        this.effects = effects;
    }

    /** Removes what is selected, or only counts it, and tells how many entries those were. */
    long purge(Selection selection, PurgeOptions options) {
        long start = effects.start();
        Steps steps = new Steps(options);
        if (options.dryRun()) {
            return counted(selection, options.batchSize(), steps);
        }
        long removed = store.purge(new Purge(selection, options.batchSize(), steps::removed));
        effects.countRemovals(removed, start);
        return removed;
    }

    private long counted(Selection selection, int batchSize, Steps steps) {
        byte[] only = selection instanceof KeyPattern pattern ? pattern.onlyKey() : null;
        if (only != null) {
            steps.counted(1, store.apply(only, Mutation.exists()).existed() ? 1 : 0);
            return steps.found;
        }
        SeenKeys seen = new SeenKeys(); // a scan may tell of a key twice
        for (Iterator<List<byte[]>> batches = store.scan(selection, batchSize); batches.hasNext(); ) {
            List<byte[]> batch = batches.next();
            long found = batch.stream().filter(seen::add).count();
            steps.counted(selection instanceof Tags ? batch.size() : batchSize, found);
        }
        return steps.found;
    }

    /** Tells of each step, and waits where they come too fast. */
    private final class Steps {

        private final PurgeOptions options;
        private final long begin = System.nanoTime();
        private long lookedAt;
        private long paced;
        private long found;

        Steps(PurgeOptions options) {
            this.options = options;
        }

        /** A step that had to be larger, to overtake who writes meanwhile, is waited for no longer, or it would not overtake him. */
        void removed(long lookedAtNow, long removedNow) {
            done(lookedAtNow, Math.min(lookedAtNow, options.batchSize()), removedNow);
        }

        void counted(long lookedAtNow, long foundNow) {
            done(lookedAtNow, lookedAtNow, foundNow);
        }

        private void done(long lookedAtNow, long pacedNow, long foundNow) {
            lookedAt += lookedAtNow;
            paced += pacedNow;
            found += foundNow;
            options.progress().accept(new PurgeProgress(lookedAt, found));
            if (options.keysPerSecond() > 0) {
                await(begin + (long) ((double) paced / options.keysPerSecond() * TimeUnit.SECONDS.toNanos(1)));
            }
        }

        private void await(long time) {
            for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CacheException("cache '" + cacheName
                            + "': the thread was interrupted while it purged, after " + found + " entries");
                }
                LockSupport.parkNanos(this, left);
            }
        }
    }
}
