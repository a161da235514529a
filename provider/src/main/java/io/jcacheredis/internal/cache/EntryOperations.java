package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations on one entry. */
final class EntryOperations<K, V> {

    private final EntryCodec<K, V> codec;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Loading<K, V> loading;
    private final Writing<K, V> writing;
    private final KeyTurns turns;
    private final Effects<K, V> effects;

    EntryOperations(CacheParts<K, V> parts, Effects<K, V> effects) {
        this.codec = parts.codec();
        this.store = parts.store();
        this.plan = parts.expiry().plan();
        this.loading = parts.loading();
        this.writing = parts.writing();
        this.turns = parts.turns();
        this.effects = effects;
    }

    boolean containsKey(K key) {
        return store.apply(codec.key(key), Mutation.exists()).existed();
    }

    /** Reads, and loads what is missing where the cache reads through. */
    @Nullable
    V get(K key) {
        long start = effects.start();
        byte[] entry = codec.key(key);
        Outcome outcome = store.apply(entry, Mutation.read(plan));
        effects.follow(Operation.GET, key, outcome, null, start);
        return !outcome.existed() && loading.readsThrough() ? load(key, entry) : valueOf(outcome);
    }

    private @Nullable V load(K key, byte[] entry) {
        V value = loading.load(key);
        if (value != null) {
            storeLoaded(key, entry, codec.value(value));
        }
        return value;
    }

    /** Stores what a loader gave, unless somebody else was faster. */
    private void storeLoaded(K key, byte[] entry, byte[] value) {
        long start = effects.start();
        Mutation mutation = Mutation.set(Condition.ABSENT, value, effects.reportFor(Operation.LOAD), plan);
        inTurn(entry, () -> commit(Operation.LOAD, key, entry, mutation, start));
    }

    /** Writes a value under the condition of the operation; the outcome has the prior if the operation returns it. */
    Outcome write(Operation operation, K key, V value) {
        byte[] bytes = codec.value(value);
        return change(
                operation, key, Mutation.set(operation.condition(), bytes, effects.reportFor(operation), plan), value);
    }

    /** Removes an entry. */
    Outcome remove(Operation operation, K key) {
        return change(operation, key, Mutation.remove(effects.reportFor(operation)), null);
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
            Outcome outcome = change(operation, key, mutation, value);
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
                && expected.equals(codec.value(actual));
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

    private Outcome change(Operation operation, K key, Mutation mutation, @Nullable V value) {
        long start = effects.start();
        byte[] entry = codec.key(key);
        if (!writing.writesThrough()) {
            return inTurn(entry, () -> commit(operation, key, entry, mutation, start));
        }
        return turns.inTurn(entry, () -> {
            if (operation.writesConditionally()) {
                Outcome refusal = probe(operation, key, entry, mutation, start);
                if (refusal != null) {
                    return refusal;
                }
            }
            writeThrough(key, value);
            Outcome outcome = commit(operation, key, entry, mutation, start);
            return outcome.changed() || !operation.writesConditionally() ? outcome : overtaken(operation, key, entry);
        });
    }

    /** With listeners, threads take turns so that the events of a key come in the order of its changes. */
    private Outcome inTurn(byte[] entry, Supplier<Outcome> action) {
        return effects.hasListeners() ? turns.inTurn(entry, action) : action.get();
    }

    private Outcome commit(Operation operation, K key, byte[] entry, Mutation mutation, long start) {
        Outcome outcome = store.apply(entry, mutation);
        if (!(outcome instanceof Outcome.Differs)) {
            effects.follow(operation, key, outcome, mutation.value(), start);
        }
        return outcome;
    }

    /** Looks whether the condition holds, so that the writer is called only then. Null if it does. */
    private @Nullable Outcome probe(Operation operation, K key, byte[] entry, Mutation mutation, long start) {
        Outcome outcome = store.apply(
                entry,
                new Mutation(
                        mutation.condition(),
                        mutation.expected(),
                        Action.NONE,
                        null,
                        mutation.report(),
                        ExpiryPlan.NONE));
        boolean holds = mutation.condition() == Condition.ABSENT
                ? outcome instanceof Outcome.Missing
                : outcome instanceof Outcome.Found;
        if (holds) {
            return null;
        }
        if (!(outcome instanceof Outcome.Differs)) {
            effects.follow(operation, key, outcome, null, start);
        }
        return outcome;
    }

    private void writeThrough(K key, @Nullable V value) {
        if (value == null) {
            writing.delete(key);
        } else {
            writing.write(key, value);
        }
    }

    /**
     * Another JVM changed the entry between our look and our commit, and the writer has written already. What the cache has
     * now may be older than the database: it goes, and the next read finds out.
     */
    private Outcome overtaken(Operation operation, K key, byte[] entry) {
        long start = effects.start();
        Outcome removed = store.apply(entry, Mutation.remove(effects.reportFor(Operation.REMOVE)));
        effects.follow(Operation.REMOVE, key, removed, null, start);
        return operation.action() == Action.REMOVE ? new Outcome.Removed(null) : new Outcome.Stored();
    }

    @Nullable
    V valueOf(Outcome outcome) {
        byte[] prior = outcome.prior();
        return prior == null ? null : codec.value(Objects.requireNonNull(prior));
    }
}
