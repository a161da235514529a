package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.List;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/** What follows from an outcome: statistics, then events. The one place where both are derived from it. */
final class Effects<K, V> {

    private final Cache<K, V> cache;
    private final EntryReader<K, V> reader;
    private final Listeners<K, V> listeners;
    private final CacheStatistics statistics;

    Effects(Cache<K, V> cache, CacheParts<K, V> parts) {
        this.cache = cache;
        this.reader = new EntryReader<>(parts);
        this.listeners = parts.listeners();
        this.statistics = parts.statistics();
    }

    /** How much an operation must ask for so that its result and its effects are known. */
    Report reportFor(Operation operation) {
        return most(operation.report(), listeners.report());
    }

    static Report most(Report one, Report other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Decodes what was read, and counts what can't be. */
    EntryReader<K, V> reader() {
        return reader;
    }

    /** Whether anything follows from an outcome at present. */
    boolean areFollowed() {
        return statistics.wanted() || hasListeners();
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Whether somebody hears of each change, here or in another JVM. */
    boolean areHeard() {
        return hasListeners() || listeners.areElsewhere();
    }

    /** Tells the listeners what another JVM did to an entry; one whose key can't be read is counted. */
    void hear(byte[] entryKey, Outcome outcome, byte @Nullable [] written) {
        K key = reader.key(entryKey);
        if (key != null) {
            listeners.hear(cache, key, outcome, written, reader::value);
        }
    }

    long start() {
        return statistics.start();
    }

    /** One entry and what happened to it; {@code written} is what was set, or null. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Change<K>(K key, Outcome outcome, byte @Nullable [] written) {}

    /**
     * Counts and publishes one change.
     *
     * @throws CacheEntryListenerException if a synchronous listener fails
     */
    void follow(Operation operation, K key, Outcome outcome, byte @Nullable [] written, long start) {
        if (areFollowed()) {
            follow(operation, List.of(new Change<>(key, outcome, written)), start);
        }
    }

    /**
     * Counts and publishes the changes of a bulk operation, in their order.
     *
     * @throws CacheEntryListenerException the first failure of a synchronous listener, after all changes were published
     */
    void follow(Operation operation, List<Change<K>> changes, long start) {
        if (statistics.wanted()) {
            count(operation, changes, start);
        }
        if (hasListeners()) {
            publish(changes);
        }
    }

    /** A listener that fails for one change hears of the others all the same: they have happened. */
    private void publish(List<Change<K>> changes) {
        CacheEntryListenerException failure = null;
        for (Change<K> change : changes) {
            try {
                listeners.publish(cache, change.key(), change.outcome(), change.written(), reader::value);
            } catch (CacheEntryListenerException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void count(Operation operation, List<Change<K>> changes, long start) {
        long existed = 0;
        long written = 0;
        long removed = 0;
        for (Change<K> change : changes) {
            existed += change.outcome().existed() ? 1 : 0;
            switch (change.outcome().kind()) {
                case CREATED, UPDATED, STORED -> written++;
                case REMOVED -> removed++;
                case DISCARDED, FOUND, MISSING, DIFFERS, DURATION_NEEDED, LEASED -> {}
            }
        }
        if (operation.isLookup()) {
            statistics.lookedUp(existed, changes.size() - existed, start);
        }
        if (operation != Operation.LOAD) {
            statistics.put(written, start);
        }
        statistics.removed(removed, start);
    }

    /** What was counted as found turned out to be unreadable. */
    void countAsMiss() {
        statistics.missedAfterAll();
    }

    void countRemovals(long removed, long start) {
        statistics.removed(removed, start);
    }
}
