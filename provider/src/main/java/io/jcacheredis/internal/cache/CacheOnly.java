package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes without a writer: one round trip, then what follows from its outcomes. With listeners, threads take turns so that
 * the events of a key come in the order of its changes.
 */
final class CacheOnly<K, V> implements WriteThrough<K, V> {

    private final EntryStore store;
    private final KeyTurns turns;
    private final Effects<K, V> effects;
    private final ProcessorWrites<K, V> noWrites = new ProcessorWrites<>() {};

    CacheOnly(CacheParts<K, V> parts, Effects<K, V> effects) {
        this.store = parts.store();
        this.turns = parts.turns();
        this.effects = effects;
    }

    @Override
    public Outcome change(Operation operation, K key, KeyedMutation change, @Nullable V value) {
        long start = effects.start();
        return !effects.hasListeners()
                ? commit(operation, key, change, start)
                : turns.inTurn(change.key(), () -> commit(operation, key, change, start));
    }

    @Override
    public void changeAll(Operation operation, Map<K, KeyedMutation> changes, @Nullable Map<K, V> values) {
        inTurn(changes.values(), () -> commitAll(operation, changes));
    }

    @Override
    public ProcessorWrites<K, V> byProcessor(K key, byte[] entryKey) {
        return noWrites;
    }

    @Override
    public <T> T inTurn(Collection<KeyedMutation> changes, Supplier<T> action) {
        return !effects.hasListeners() ? action.get() : turns.inTurn(keysOf(changes), action);
    }

    static List<byte[]> keysOf(Collection<KeyedMutation> changes) {
        return changes.stream().map(KeyedMutation::key).toList();
    }

    @Override
    public boolean unheard() {
        return !effects.areHeard();
    }

    /** Applies a mutation, whosever turn it is. */
    Outcome commit(Operation operation, K key, KeyedMutation change, long start) {
        Outcome outcome = store.apply(change.key(), change.mutation());
        return followed(operation, key, outcome, change.mutation().value(), start);
    }

    Outcome followed(Operation operation, K key, Outcome outcome, byte @Nullable [] written, long start) {
        if (!(outcome instanceof Outcome.Differs)) {
            effects.follow(operation, key, outcome, written, start);
        }
        return outcome;
    }

    /** Applies mutations, whosever turn it is. */
    List<Effects.Change<K>> commitAll(Operation operation, Map<K, KeyedMutation> mutations) {
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
