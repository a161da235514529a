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
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.integration.CacheWriterException;

/** The operations on many entries, each as few round trips as the store can make of it. */
final class BulkOperations<K, V> {

    private static final int SCAN_BATCH = 512;

    private final EntryCodec<K, V> codec;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Loading<K, V> loading;
    private final Writing<K, V> writing;
    private final KeyLocks locks;
    private final Effects<K, V> effects;

    BulkOperations(CacheParts<K, V> parts, Effects<K, V> effects) {
        this.codec = parts.codec();
        this.store = parts.store();
        this.plan = parts.expiry().plan();
        this.loading = parts.loading();
        this.writing = parts.writing();
        this.locks = parts.locks();
        this.effects = effects;
    }

    /** Reads, and loads what is missing where the cache reads through. Missing keys have no entry in the result. */
    Map<K, V> getAll(Set<? extends K> keys) {
        Map<K, V> values = new HashMap<>();
        Set<K> missing = new LinkedHashSet<>();
        for (Effects.Change<K> read : apply(Operation.GET, each(keys, Mutation.read(plan)))) {
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
            values.putAll(loaded);
        }
        return values;
    }

    /**
     * Writes all, through the writer first where the cache writes through.
     *
     * @throws CacheWriterException if the writer failed for some entries; the others are in the cache
     */
    void putAll(Map<? extends K, ? extends V> entries) {
        Map<K, KeyedMutation> writes = writes(Operation.PUT, Condition.ANY, entries);
        inTurn(entries.keySet(), () -> applyExcept(Operation.PUT, writes, writing.writeAll(entries)))
                .rethrow();
    }

    /**
     * Removes all, through the writer first where the cache writes through.
     *
     * @throws CacheWriterException if the writer failed for some keys; the others are removed
     */
    void removeAll(Set<? extends K> keys) {
        Map<K, KeyedMutation> removals = each(keys, Mutation.remove(effects.reportFor(Operation.REMOVE)));
        inTurn(keys, () -> applyExcept(Operation.REMOVE, removals, writing.deleteAll(keys)))
                .rethrow();
    }

    private Writing.Bulk<K> applyExcept(Operation operation, Map<K, KeyedMutation> mutations, Writing.Bulk<K> written) {
        mutations.keySet().removeAll(written.failed());
        apply(operation, mutations);
        return written;
    }

    /** Removes every entry: in bulk if nobody is to be told, else key by key as far as events and writer go. */
    void removeAll() {
        if (!writing.writesThrough() && !effects.hasListeners()) {
            long start = effects.start();
            effects.countRemovals(store.clear(), start);
            return;
        }
        CacheWriterException failure = null;
        for (Iterator<List<byte[]>> batches = store.scan(SCAN_BATCH); batches.hasNext(); ) {
            Set<K> keys = new HashSet<>();
            batches.next().forEach(key -> keys.add(codec.key(key)));
            try {
                if (!keys.isEmpty()) {
                    removeAll(keys);
                }
            } catch (CacheWriterException e) {
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
        Map<K, KeyedMutation> questions = each(keys, Mutation.exists());
        Iterator<Outcome> answers =
                store.applyAll(List.copyOf(questions.values())).iterator();
        Set<K> existing = new HashSet<>();
        for (K key : questions.keySet()) {
            if (answers.next().existed()) {
                existing.add(key);
            }
        }
        return existing;
    }

    private void store(Operation operation, Condition condition, Map<K, V> values) {
        Map<K, KeyedMutation> writes = writes(operation, condition, values);
        inTurn(values.keySet(), () -> apply(operation, writes));
    }

    private Map<K, KeyedMutation> writes(
            Operation operation, Condition condition, Map<? extends K, ? extends V> values) {
        Report report = effects.reportFor(operation);
        Map<K, KeyedMutation> writes = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Mutation write = Mutation.set(condition, codec.value(value), report, plan);
            writes.put(key, new KeyedMutation(codec.key(key), write));
        });
        return writes;
    }

    private Map<K, KeyedMutation> each(Collection<? extends K> keys, Mutation mutation) {
        Map<K, KeyedMutation> mutations = new LinkedHashMap<>();
        keys.forEach(key -> mutations.put(key, new KeyedMutation(codec.key(key), mutation)));
        return mutations;
    }

    /** Threads take turns where events are to come in order, or the writer is to agree with the cache. */
    private <T> T inTurn(Collection<? extends K> keys, Supplier<T> action) {
        return writing.writesThrough() || effects.hasListeners() ? locks.inTurn(keys, action) : action.get();
    }

    private List<Effects.Change<K>> apply(Operation operation, Map<K, KeyedMutation> mutations) {
        long start = effects.start();
        Iterator<Outcome> outcomes =
                store.applyAll(List.copyOf(mutations.values())).iterator();
        List<Effects.Change<K>> changes = new ArrayList<>(mutations.size());
        mutations.forEach((key, keyed) -> changes.add(
                new Effects.Change<>(key, outcomes.next(), keyed.mutation().value())));
        effects.follow(operation, changes, start);
        return changes;
    }
}
