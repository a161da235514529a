package io.jcacheredis.internal.cache;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.Tags;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations on one entry. */
final class EntryOperations<K, V> {

    private final EntryCodec<K, V> codec;
    private final EntryReader<K, V> reader;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Mutation read;
    private final Loading<K, V> loading;
    private final Effects<K, V> effects;
    private final CacheStatistics statistics;
    private final CacheOnly<K, V> cache;
    private final WriteThrough<K, V> changes;
    private final Loads<K, V> loads;
    private final HibernateEntries hibernate;

    EntryOperations(
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
        this.statistics = parts.statistics();
        this.cache = cache;
        this.changes = changes;
        this.loads = loads;
        this.hibernate = parts.hibernate();
    }

    boolean containsKey(K key) {
        byte[] entry = entryOf(key);
        return entry != null && store.apply(entry, Mutation.contains()).existed();
    }

    /** The bytes of a key; null if it can't be written and nothing is kept under it. */
    private byte @Nullable [] entryOf(K key) {
        try {
            return codec.key(key);
        } catch (CodecException | ClassCastException e) {
            hibernate.leaveOut(e, key);
            return null;
        }
    }

    /** Reads, and loads what is missing where the cache reads through. */
    @Nullable
    V get(K key) {
        byte[] entry = entryOf(key);
        if (entry == null) {
            effects.follow(Operation.GET, key, new Outcome.Missing(), null, effects.start());
            return null;
        }
        V value = read(key, entry);
        return value == null && loading.readsThrough() ? load(key, entry, () -> loading.load(key), plan) : value;
    }

    /** Reads, and has what is missing loaded and stored for so long, whether the cache reads through or not. */
    @Nullable
    V getOrLoad(K key, Supplier<@Nullable V> source, TimeToLive life) {
        return getOrLoad(key, source, new ExpiryPlan(life, life, plan.access()));
    }

    /** The same for as long as the expiry policy has it. */
    @Nullable
    V getOrLoad(K key, Supplier<@Nullable V> source) {
        return getOrLoad(key, source, plan);
    }

    private @Nullable V getOrLoad(K key, Supplier<@Nullable V> source, ExpiryPlan expiry) {
        byte[] entry = codec.key(key);
        V value = read(key, entry);
        return value == null ? load(key, entry, () -> statistics.loaded(source), expiry) : value;
    }

    private @Nullable V read(K key, byte[] entry) {
        long start = effects.start();
        Outcome outcome = store.apply(entry, read);
        V value = reader.value(entry, outcome);
        effects.follow(Operation.GET, key, value == null ? new Outcome.Missing() : outcome, null, start);
        return value;
    }

    private @Nullable V load(K key, byte[] entry, Supplier<@Nullable V> source, ExpiryPlan expiry) {
        return loads.load(entry, source, (value, leased) -> storeLoaded(key, entry, value, expiry, leased));
    }

    /**
     * Stores what was loaded, unless somebody else was faster. The writer isn't told: the database has it.
     *
     * @return whether it was not too old for that
     */
    private boolean storeLoaded(K key, byte[] entry, V value, ExpiryPlan expiry, Function<Mutation, Mutation> leased) {
        Mutation fill = leased.apply(Mutation.fill(codec.value(value), effects.reportFor(Operation.LOAD), expiry));
        Outcome outcome = cache.change(Operation.LOAD, key, new KeyedMutation(entry, fill), value);
        return !(outcome instanceof Outcome.Leased);
    }

    /** Writes a value, or removes the entry where the value is not kept. */
    void put(K key, V value) {
        byte[] entry = entryOf(key);
        if (entry == null) {
            return;
        }
        hibernate.noteWrite(key, value);
        byte[] bytes;
        try {
            bytes = codec.value(value);
        } catch (CodecException | ClassCastException e) {
            hibernate.leaveOut(e, key, value);
            Mutation removal = Mutation.remove(effects.reportFor(Operation.REMOVE));
            cache.change(Operation.REMOVE, key, new KeyedMutation(entry, removal), null);
            return;
        }
        changes.change(Operation.PUT, key, new KeyedMutation(entry, set(Operation.PUT, bytes)), value);
    }

    /** Writes a value under the condition of the operation; the outcome has the prior if the operation returns it. */
    Outcome write(Operation operation, K key, V value) {
        return write(operation, key, value, changes);
    }

    /** The same by that way. */
    Outcome write(Operation operation, K key, V value, WriteThrough<K, V> way) {
        Mutation write = set(operation, codec.value(value));
        return way.change(operation, key, new KeyedMutation(codec.key(key), write), value);
    }

    private Mutation set(Operation operation, byte[] value) {
        return Mutation.set(operation.condition(), value, effects.reportFor(operation), plan);
    }

    /** Writes a value that lives so long, with these tags, by that way. */
    void put(K key, V value, TimeToLive life, Tags tags, WriteThrough<K, V> way) {
        ExpiryPlan own = new ExpiryPlan(life, life, plan.access());
        Mutation put = Mutation.set(Condition.ANY, codec.value(value), effects.reportFor(Operation.PUT), own)
                .tagged(tags);
        way.change(Operation.PUT, key, new KeyedMutation(codec.key(key), put), value);
    }

    /** Removes an entry. */
    Outcome remove(Operation operation, K key) {
        byte[] entry = entryOf(key);
        if (entry == null) {
            return new Outcome.Missing();
        }
        Mutation removal = Mutation.remove(effects.reportFor(operation));
        return changes.change(operation, key, new KeyedMutation(entry, removal), null);
    }

    /** Writes or, where {@code value} is null, removes the entry if its value equals the expected one. */
    Outcome changeIfEqual(Operation operation, K key, V expected, @Nullable V value) {
        Report report = effects.reportFor(operation);
        byte[] entry = codec.key(key);
        byte[] expectedBytes = codec.value(expected);
        byte[] valueBytes = value == null ? null : codec.value(value);
        while (true) {
            Mutation mutation =
                    new Mutation(Condition.EQUALS, expectedBytes, operation.action(), valueBytes, report, plan);
            Outcome outcome = changes.change(operation, key, new KeyedMutation(entry, mutation), value);
            if (!(outcome instanceof Outcome.Differs differs)) {
                return outcome;
            }
            if (!isEqual(expected, expectedBytes, differs.prior())) {
                return touchAfterMismatch(operation, key, entry, differs);
            }
            // Equal all the same: other bytes can mean an equal value. Now ask for exactly those.
            expectedBytes = differs.prior();
        }
    }

    private boolean isEqual(V expected, byte[] expectedBytes, byte[] actual) {
        return codec.equalsNeedsDecoding()
                && !Arrays.equals(expectedBytes, actual)
                && expected.equals(reader.value(actual));
    }

    /** A comparison that finds another value is an access (JSR-107, the table of expiry policies). */
    private Outcome touchAfterMismatch(Operation operation, K key, byte[] entry, Outcome.Differs differs) {
        long start = effects.start();
        Outcome touched = differs;
        if (plan.access() != Special.UNCHANGED) {
            Outcome touch = store.apply(entry, Mutation.touch(differs.prior(), plan));
            touched = touch.expired() ? new Outcome.Found(differs.prior(), true) : differs;
        }
        effects.follow(operation, key, touched, null, start);
        return differs;
    }

    /** The value that the entry had, for an operation that returns it. */
    @Nullable
    V valueOf(Outcome outcome) {
        byte[] prior = outcome.prior();
        V value = prior == null ? null : reader.value(prior);
        if (value == null && prior != null) {
            effects.countAsMiss();
        }
        return value;
    }
}
