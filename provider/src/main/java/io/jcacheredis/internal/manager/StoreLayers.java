package io.jcacheredis.internal.manager;

import io.jcacheredis.NearCache;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.failure.DegradingStore;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.management.CacheStatistics.Beside;
import io.jcacheredis.internal.near.ChangeFeed;
import io.jcacheredis.internal.near.NearStore;
import io.jcacheredis.internal.observation.ObservedStore;
import io.jcacheredis.internal.observation.Observing;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeptValues;
import io.jcacheredis.internal.store.PrecededStore;
import io.jcacheredis.internal.store.TimedStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The store of one cache, to which layer after layer is added, with what they count and what ends with it. Used by one thread. */
final class StoreLayers {

    private final String cacheName;
    private final TimedStore innermost;
    private final Observing observing;
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private EntryStore store;
    private KeptValues kept = KeptValues.NONE;
    private Beside counts = Beside.NOTHING;

    StoreLayers(String cacheName, TimedStore innermost) {
        this(cacheName, innermost, new Observing());
    }

    /** The same, observed. */
    StoreLayers(String cacheName, TimedStore innermost, Observing observing) {
        this.cacheName = cacheName;
        this.innermost = new ObservedStore(innermost, observing);
        this.observing = observing;
        this.store = this.innermost;
    }

    /** The first layer: what the JVM keeps for itself, unless that is null. */
    StoreLayers near(@Nullable NearCache near, ChangeFeed.Source changes) {
        if (near != null) {
            NearStore layer = new NearStore(innermost, changes, near.size(), near.timeToLive());
            ends.push(layer::close);
            counts = new Beside(counts.degraded(), counts.owed(), layer::size);
            store = layer;
            kept = layer;
        }
        return this;
    }

    /**
     * A store that is used only while its key space is held, and may be used.
     *
     * @param claim goes on while that is so, and throws otherwise
     */
    StoreLayers claimed(Runnable claim) {
        store = new PrecededStore(store, claim);
        return this;
    }

    /** A store that acts as an empty one while Redis fails. */
    StoreLayers degrading(Executor threads, RedisConnections connections) {
        DegradingStore layer = new DegradingStore(cacheName, store, threads, observing::degraded);
        ends.push(layer::close);
        ends.push(connections.whenBack(layer::settleLater));
        if (kept != KeptValues.NONE) {
            KeptValues below = kept;
            kept = key -> layer.owes(key) ? null : below.find(key);
        }
        counts = new Beside(layer::degraded, layer::owed, counts.nearEntries());
        store = layer;
        return this;
    }

    EntryStore store() {
        return store;
    }

    /** What the JVM keeps for itself. */
    KeptValues kept() {
        return kept;
    }

    CacheStatistics statistics(boolean enabled) {
        return new CacheStatistics(enabled, counts, observing);
    }

    /** Ends the layers, the last one first. */
    void close() {
        ends.forEach(Runnable::run);
    }
}
