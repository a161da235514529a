package io.jcacheredis.internal.cache;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.ArrayList;
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
    private final EntryReader<K, V> reader;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Mutation read;
    private final Loading<K, V> loading;
    private final Effects<K, V> effects;
    private final CacheOnly<K, V> cache;
    private final WriteThrough<K, V> changes;
    private final Loads<K, V> loads;

    BulkOperations(
            CacheParts<K, V> parts,
            Effects<K, V> effects,
            CacheOnly<K, V> cache,
            WriteThrough<K, V> changes,
            Loads<K, V> loads) {
        this.codec = parts.codec();
        this.reader = effects.reader();
        this.store = parts.store();
        this.plan = parts.expiry().plan();
        this.read = Mutation.read(plan);
        this.loading = parts.loading();
        this.effects = effects;
        this.cache = cache;
        this.changes = changes;
        this.loads = loads;
    }

    /** Reads distinct keys, and loads what is missing where the cache reads through. Missing keys have no entry in the result. */
    Map<K, V> getAll(List<K> keys) {
        Map<K, V> values = read(keys);
        if (values.size() < keys.size() && loading.readsThrough()) {
            Set<K> missing = new LinkedHashSet<>(keys);
            missing.removeAll(values.keySet());
            Map<K, V> loaded = loads.loadAll(entryKeys(missing), loading::loadAll, this::fill);
            // A loader may give more than it was asked for.
            loaded.keySet().retainAll(missing);
            values.putAll(loaded);
        }
        return values;
    }

    private Map<K, V> read(List<K> keys) {
        Map<K, V> values = new HashMap<>(2 * keys.size());
        long start = effects.start();
        boolean followed = effects.areFollowed();
        List<Effects.Change<K>> seen = new ArrayList<>(followed ? keys.size() : 0);
        List<byte[]> entries = new ArrayList<>(keys.size());
        keys.forEach(key -> entries.add(codec.key(key)));
        int done = 0;
        while (done < keys.size()) {
            for (Outcome outcome : store.readSome(entries.subList(done, entries.size()), read)) {
                K key = keys.get(done);
                V value = reader.value(entries.get(done), outcome);
                if (value != null) {
                    values.put(key, value);
                }
                if (followed) {
                    seen.add(new Effects.Change<>(key, value == null ? new Outcome.Missing() : seen(outcome), null));
                }
                done++;
            }
        }
        effects.follow(Operation.GET, seen, start);
        return values;
    }

    /** What is to be known of a read when all are done: the bytes only where an event tells of them. */
    private static Outcome seen(Outcome read) {
        return read.expired() ? read : new Outcome.Found(null, false);
    }

    /**
     * Writes all, through the writer first where the cache writes through.
     *
     * @throws CacheWriterException if the writer failed for some entries; the others are in the cache
     */
    void putAll(Map<K, V> entries) {
        // Before the writer is called: what can't be written to the cache must not get to the database.
        Map<K, KeyedMutation> puts = writes(Operation.PUT, entries);
        changes.changeAll(Operation.PUT, puts, entries);
    }

    /**
     * Removes all, through the writer first where the cache writes through.
     *
     * @throws CacheWriterException if the writer failed for some keys; the others are removed
     */
    void removeAll(Set<? extends K> keys) {
        Mutation removal = Mutation.remove(effects.reportFor(Operation.REMOVE));
        changes.changeAll(Operation.REMOVE, mutations(keys, key -> removal), null);
    }

    /** Removes every entry: in bulk if nobody is to be told, else key by key as far as events and writer go. */
    void removeAll() {
        if (changes.unheard()) {
            long start = effects.start();
            effects.countRemovals(store.clear(), start);
            return;
        }
        CacheException failure = null;
        SeenKeys seen = new SeenKeys(); // the writer is asked once for a key that the scan repeats
        for (Iterator<List<byte[]>> batches = store.scan(SCAN_BATCH); batches.hasNext(); ) {
            try {
                removeAll(batches.next(), seen);
            } catch (CacheWriterException | CacheEntryListenerException | CodecException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * A key that can't be read goes too, but nobody can be told of it.
     *
     * @throws CodecException if there was one and the cache is strict, after the others were removed
     */
    private void removeAll(List<byte[]> batch, SeenKeys seen) {
        Set<K> keys = new HashSet<>();
        List<KeyedMutation> foreign = new ArrayList<>();
        CodecException unreadable = null;
        for (byte[] bytes : batch) {
            if (!seen.add(bytes)) {
                continue;
            }
            K key = null;
            try {
                key = reader.key(bytes);
            } catch (CodecException e) {
                unreadable = unreadable == null ? e : unreadable;
            }
            if (key != null) {
                keys.add(key);
            } else {
                foreign.add(new KeyedMutation(bytes, Mutation.remove(Report.NOTHING)));
            }
        }
        store.applyAll(foreign);
        if (!keys.isEmpty()) {
            removeAll(keys);
        }
        if (unreadable != null) {
            throw unreadable;
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
        if (replaceExisting) {
            loads.reloadAll(entryKeys(wanted), loading::loadAll, this::replace);
        } else if (!wanted.isEmpty()) {
            loads.loadAll(entryKeys(wanted), loading::loadAll, this::fill);
        }
    }

    private Map<K, byte[]> entryKeys(Set<K> keys) {
        Map<K, byte[]> entries = new LinkedHashMap<>();
        keys.forEach(key -> entries.put(key, codec.key(key)));
        return entries;
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

    private void fill(Map<K, V> loaded, Loads.LeasedChange<K> leased) {
        Report report = effects.reportFor(Operation.LOAD);
        store(mutations(loaded.keySet(), key -> leased.of(key, Mutation.fill(bytes(loaded, key), report, plan))));
    }

    private void replace(Map<K, V> loaded, Loads.LeasedChange<K> leased) {
        Report report = effects.reportFor(Operation.LOAD);
        store(mutations(
                loaded.keySet(), key -> leased.of(key, Mutation.set(Condition.ANY, bytes(loaded, key), report, plan))));
    }

    /** Stores what a loader gave. The writer isn't told: the database has it. */
    private void store(Map<K, KeyedMutation> loaded) {
        changes.inTurn(loaded.values(), () -> cache.commitAll(Operation.LOAD, loaded));
    }

    private Map<K, KeyedMutation> writes(Operation operation, Map<K, V> values) {
        Report report = effects.reportFor(operation);
        return mutations(values.keySet(), key -> Mutation.set(Condition.ANY, bytes(values, key), report, plan));
    }

    private byte[] bytes(Map<K, V> values, K key) {
        return codec.value(Objects.requireNonNull(values.get(key)));
    }

    private Map<K, KeyedMutation> mutations(Set<? extends K> keys, Function<K, Mutation> mutationOf) {
        Map<K, KeyedMutation> mutations = new LinkedHashMap<>();
        for (K key : keys) {
            mutations.put(key, new KeyedMutation(codec.key(key), mutationOf.apply(key)));
        }
        return mutations;
    }
}
