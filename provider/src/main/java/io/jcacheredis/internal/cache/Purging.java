package io.jcacheredis.internal.cache;

import io.jcacheredis.PurgeOptions;
import io.jcacheredis.PurgeProgress;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Tags;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;

/** Removes or counts the entries whose keys match a pattern, without events and without the writer. */
final class Purging {

    private final String cacheName;
    private final EntryStore store;
    private final Effects<?, ?> effects;

    Purging(CacheParts<?, ?> parts, Effects<?, ?> effects) {
        this.cacheName = parts.name();
        this.store = parts.store();
        this.effects = effects;
    }

    /** Removes what matches, and tells how many entries those were. */
    long purge(KeyPattern pattern, PurgeOptions options) {
        long start = effects.start();
        byte[] only = pattern.onlyKey();
        Steps steps = new Steps(options, only == null ? options.batchSize() : 1);
        if (options.dryRun()) {
            return only == null ? counted(pattern, options.batchSize(), steps) : counted(only, steps);
        }
        long removed = store.purge(new Purge(pattern, options.batchSize(), steps::done));
        effects.countRemovals(removed, start);
        return removed;
    }

    /** Removes what has any of the tags, and tells how many entries those were. */
    long purge(Tags tags) {
        long start = effects.start();
        long removed = store.purge(new Purge(tags));
        effects.countRemovals(removed, start);
        return removed;
    }

    private long counted(KeyPattern pattern, int batchSize, Steps steps) {
        SeenKeys seen = new SeenKeys(); // a scan may tell of a key twice
        for (Iterator<List<byte[]>> batches = store.scan(pattern, batchSize); batches.hasNext(); ) {
            steps.done(batches.next().stream().filter(seen::add).count());
        }
        return steps.found;
    }

    private long counted(byte[] key, Steps steps) {
        steps.done(store.apply(key, Mutation.exists()).existed() ? 1 : 0);
        return steps.found;
    }

    /** Tells of each step, and waits where they come too fast. */
    private final class Steps {

        private final PurgeOptions options;
        private final int keysPerStep;
        private final long begin = System.nanoTime();
        private long lookedAt;
        private long found;

        Steps(PurgeOptions options, int keysPerStep) {
            this.options = options;
            this.keysPerStep = keysPerStep;
        }

        void done(long foundNow) {
            lookedAt += keysPerStep;
            found += foundNow;
            options.progress().accept(new PurgeProgress(lookedAt, found));
            if (options.keysPerSecond() > 0) {
                await(begin + (long) ((double) lookedAt / options.keysPerSecond() * TimeUnit.SECONDS.toNanos(1)));
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
