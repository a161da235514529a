package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheWriterException;

/** The operations on many entries, each as few round trips as the store can make of it. */
final class BulkOperations<K, V> {

    private static final int SCAN_BATCH = 512;

    private final EntryCodec<K, V> codec;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Loading<K, V> loading;
    private final Writing<K, V> writing;
    private final KeyTurns turns;
    private final Effects<K, V> effects;

    BulkOperations(CacheParts<K, V> parts, Effects<K, V> effects) {
        this.codec = parts.codec();
        this.store = parts.store();
        this.plan = parts.expiry().plan();
        this.loading = parts.loading();
        this.writing = parts.writing();
        this.turns = parts.turns();
        this.effects = effects;
    }

    /** Reads, and loads what is missing where the cache reads through. Missing keys have no entry in the result. */
    Map<K, V> getAll(Set<? extends K> keys) {
        Map<K, V> values = new HashMap<>();
        Set<K> missing = new LinkedHashSet<>();
        Map<K, KeyedMutation> reads = mutations(keys, key -> Mutation.read(plan));
        for (Effects.Change<K> read : apply(Operation.GET, reads)) {
            byte[] bytes = read.outcome().prior();
            if (bytes == null) {
                missing.add(read.key());
            } else {
                values.put(read.key(), codec.value(bytes));
            }
        }
        if (!missing.isEmpty() && loading.readsThrough()) {
            Map<K, V> loaded = loading.loadAll(missing);
            store(Operation.LOAD, Condition.ABSENT, loaded);
            // A loader may give more than it was asked for.
            loaded.keySet().retainAll(missing);
            values.putAll(loaded);
        }
        return values;
    }

    /**
     * Writes all, through the writer first where the cache writes through.
     *
     * @throws CacheWriterException if the writer failed for some entries; the others are in the cache
     */
    void putAll(Map<K, V> entries) {
        // Before the writer is called: what can't be written to the cache must not get to the database.
        Map<K, KeyedMutation> puts = writes(Operation.PUT, Condition.ANY, entries);
        inTurn(puts, () -> {
            Writing.Bulk<K> written = writing.writeAll(entries);
            puts.keySet().removeAll(written.failed());
            applyThenRethrow(Operation.PUT, puts, written);
        });
    }

    /**
     * Removes all, through the writer first where the cache writes through.
     *
     * @throws CacheWriterException if the writer failed for some keys; the others are removed
     */
    void removeAll(Set<? extends K> keys) {
        Mutation removal = Mutation.remove(effects.reportFor(Operation.REMOVE));
        Map<K, KeyedMutation> removals = mutations(keys, key -> removal);
        inTurn(removals, () -> {
            Writing.Bulk<K> deleted = writing.deleteAll(keys);
            removals.keySet().removeAll(deleted.failed());
            applyThenRethrow(Operation.REMOVE, removals, deleted);
        });
    }

    /** The writer's failure, if there was one, counts more than that of a listener. */
    private void applyThenRethrow(Operation operation, Map<K, KeyedMutation> mutations, Writing.Bulk<K> written) {
        try {
            apply(operation, mutations);
        } catch (CacheEntryListenerException e) {
            written.rethrow();
            throw e;
        }
        written.rethrow();
    }

    /** Removes every entry: in bulk if nobody is to be told, else key by key as far as events and writer go. */
    void removeAll() {
        if (!writing.writesThrough() && !effects.hasListeners()) {
            long start = effects.start();
            effects.countRemovals(store.clear(), start);
            return;
        }
        CacheException failure = null;
        SeenKeys seen = new SeenKeys(); // the writer is asked once for a key that the scan repeats
        for (Iterator<List<byte[]>> batches = store.scan(SCAN_BATCH); batches.hasNext(); ) {
            Set<K> keys = new HashSet<>();
            batches.next().stream().filter(seen::add).forEach(key -> keys.add(codec.key(key)));
            try {
                if (!keys.isEmpty()) {
                    removeAll(keys);
                }
            } catch (CacheWriterException | CacheEntryListenerException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Removes every entry and tells nobody. */
    void clear() {
        store.clear();
    }

    /** Loads values from the loader, also without read-through; existing entries stay unless they are to be replaced. */
    void loadAll(Set<? extends K> keys, boolean replaceExisting) {
        Set<K> wanted = new LinkedHashSet<>(keys);
        if (!replaceExisting) {
            wanted.removeAll(existing(wanted));
        }
        if (!wanted.isEmpty()) {
            store(Operation.LOAD, replaceExisting ? Condition.ANY : Condition.ABSENT, loading.loadAll(wanted));
        }
    }

    private Set<K> existing(Set<K> keys) {
        List<K> ordered = List.copyOf(keys);
        List<KeyedMutation> questions = new ArrayList<>();
        ordered.forEach(key -> questions.add(new KeyedMutation(codec.key(key), Mutation.exists())));
        List<Outcome> answers = store.applyAll(questions);
        Set<K> existing = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).existed()) {
                existing.add(ordered.get(i));
            }
        }
        return existing;
    }

    private void store(Operation operation, Condition condition, Map<K, V> values) {
        Map<K, KeyedMutation> writes = writes(operation, condition, values);
        inTurn(writes, () -> apply(operation, writes));
    }

    private Map<K, KeyedMutation> writes(Operation operation, Condition condition, Map<K, V> values) {
        Report report = effects.reportFor(operation);
        return mutations(values.keySet(), key -> {
            byte[] value = codec.value(Objects.requireNonNull(values.get(key)));
            return Mutation.set(condition, value, report, plan);
        });
    }

    private Map<K, KeyedMutation> mutations(Set<? extends K> keys, Function<K, Mutation> mutationOf) {
        Map<K, KeyedMutation> mutations = new LinkedHashMap<>();
        for (K key : keys) {
            mutations.put(key, new KeyedMutation(codec.key(key), mutationOf.apply(key)));
        }
        return mutations;
    }

    /** As for single entries: with listeners or a writer, threads take turns on each of the keys. */
    private void inTurn(Map<K, KeyedMutation> mutations, Runnable action) {
        if (effects.hasListeners() || writing.writesThrough()) {
            turns.inTurn(keysOf(mutations.values()), () -> {
                action.run();
                return true;
            });
        } else {
            action.run();
        }
    }

    private static List<byte[]> keysOf(Collection<KeyedMutation> mutations) {
        return mutations.stream().map(KeyedMutation::key).toList();
    }

    private List<Effects.Change<K>> apply(Operation operation, Map<K, KeyedMutation> mutations) {
        long start = effects.start();
        List<Outcome> outcomes = store.applyAll(List.copyOf(mutations.values()));
        List<Effects.Change<K>> changes = new ArrayList<>(outcomes.size());
        Iterator<Outcome> next = outcomes.iterator();
        mutations.forEach((key, keyed) -> changes.add(
                new Effects.Change<>(key, next.next(), keyed.mutation().value())));
        effects.follow(operation, changes, start);
        return changes;
    }
}
