package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * Changes with a writer: the writer first, the cache after, both in the turn of one thread.
 *
 * <p>Between the two, the database is ahead of the cache. If the writer fails, the cache is left alone. If the cache refuses
 * after it, because another JVM has changed the entry meanwhile, what the cache has may be older than the database: the entry
 * goes, and the next read finds out. An entry processor runs again instead, and the entry goes if that run writes nothing.
 *
 * <p>Other JVMs take no turns. What they would have to know before the database changes, and when it did not change after
 * all, belongs around the calls of the writer, which are in {@link #tell} and {@link #tellAll} only.
 */
final class WriterFirst<K, V> implements WriteThrough<K, V> {

    private final Writing<K, V> writing;
    private final EntryStore store;
    private final KeyTurns turns;
    private final Effects<K, V> effects;
    private final CacheOnly<K, V> cache;

    WriterFirst(Writing<K, V> writing, CacheParts<K, V> parts, Effects<K, V> effects, CacheOnly<K, V> cache) {
        this.writing = writing;
        this.store = parts.store();
        this.turns = parts.turns();
        this.effects = effects;
        this.cache = cache;
    }

    @Override
    public Outcome change(Operation operation, K key, KeyedMutation change, @Nullable V value) {
        long start = effects.start();
        return turns.inTurn(
                change.key(),
                () -> operation.writesConditionally()
                        ? changeIfItHolds(operation, key, change, value, start)
                        : changeAnyway(operation, key, change, value, start));
    }

    private Outcome changeAnyway(Operation operation, K key, KeyedMutation change, @Nullable V value, long start) {
        tell(key, value);
        return cache.commit(operation, key, change, start);
    }

    /** Looks whether the condition holds, so that the writer is called only then. */
    private Outcome changeIfItHolds(Operation operation, K key, KeyedMutation change, @Nullable V value, long start) {
        Mutation mutation = change.mutation();
        Outcome look = store.apply(change.key(), mutation.question());
        boolean holds = mutation.condition() == Condition.ABSENT
                ? look instanceof Outcome.Missing
                : look instanceof Outcome.Found;
        if (!holds) {
            return cache.followed(operation, key, look, null, start);
        }
        Outcome outcome = changeAnyway(operation, key, change, value, start);
        return outcome.changed() ? outcome : overtaken(operation, key, change.key());
    }

    /** The database has our value, so the change counts as made. */
    private Outcome overtaken(Operation operation, K key, byte[] entryKey) {
        long start = effects.start();
        Outcome removed = giveUp(entryKey, effects.reportFor(Operation.REMOVE));
        effects.follow(Operation.REMOVE, key, removed, null, start);
        return operation.action() == Action.REMOVE ? new Outcome.Removed(null) : new Outcome.Stored();
    }

    @Override
    public void changeAll(Operation operation, Map<K, KeyedMutation> changes, @Nullable Map<K, V> values) {
        turns.inTurn(CacheOnly.keysOf(changes.values()), () -> {
            Writing.Bulk<K> told = tellAll(changes, values);
            Map<K, KeyedMutation> written = new LinkedHashMap<>(changes);
            written.keySet().removeAll(told.failed());
            try {
                cache.commitAll(operation, written);
            } catch (CacheEntryListenerException e) {
                told.rethrow(); // the writer's failure counts more than that of a listener
                throw e;
            }
            told.rethrow();
            return true;
        });
    }

    @Override
    public ProcessorWrites<K, V> byProcessor(K key, byte[] entryKey) {
        return new ProcessorWrites<>() {

            private boolean ahead;

            @Override
            public void lookBefore(ProcessorEntry<K, V> entry) {
                entry.looked();
            }

            @Override
            public void write(@Nullable V value) {
                tell(key, value);
                ahead = true;
            }

            @Override
            public void committed() {
                ahead = false;
            }

            @Override
            public void endWithoutChange() {
                if (ahead) {
                    giveUp(entryKey, Report.NOTHING);
                    ahead = false;
                }
            }
        };
    }

    private void tell(K key, @Nullable V value) {
        if (value == null) {
            writing.delete(key);
        } else {
            writing.write(key, value);
        }
    }

    private Writing.Bulk<K> tellAll(Map<K, KeyedMutation> changes, @Nullable Map<K, V> values) {
        return values == null ? writing.deleteAll(changes.keySet()) : writing.writeAll(values);
    }

    /** What the cache has may be older than the database: it goes, and the next read finds out. */
    private Outcome giveUp(byte[] entryKey, Report report) {
        return store.apply(entryKey, Mutation.remove(report));
    }

    @Override
    public <T> T inTurn(Collection<KeyedMutation> changes, Supplier<T> action) {
        return turns.inTurn(CacheOnly.keysOf(changes), action);
    }

    @Override
    public boolean unheard() {
        return false;
    }
}
