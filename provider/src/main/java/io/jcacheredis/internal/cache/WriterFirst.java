package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.WriteIntent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * Changes with a writer: the intent is announced to all JVMs, then the writer is called, then the cache changes; in this JVM in
 * the turn of one thread.
 *
 * <p>If the writer fails, the cache is left alone. If others wrote the entry at the same time, what the cache would get may be
 * older than the database: the entry goes then, and the next read finds out ({@link WriteIntent}). An entry processor runs
 * again instead, and the entry goes if that run writes nothing.
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

    /** A change and the intent to make it. */
    private record Intended(KeyedMutation change, WriteIntent intent) {

        KeyedMutation announcement(Mutation question) {
            return new KeyedMutation(change.key(), intent.announce(question));
        }

        KeyedMutation commit() {
            return new KeyedMutation(change.key(), intent.commit(change.mutation()));
        }

        KeyedMutation withdrawal() {
            return new KeyedMutation(change.key(), intent.withdraw());
        }
    }

    private Intended intended(KeyedMutation change) {
        return new Intended(change, new WriteIntent(writing.fence()));
    }

    @Override
    public Outcome change(Operation operation, K key, KeyedMutation change, @Nullable V value) {
        long start = effects.start();
        Intended intended = intended(change);
        return turns.inTurn(
                change.key(),
                () -> operation.writesConditionally()
                        ? changeIfItHolds(operation, key, intended, value, start)
                        : changeAnyway(operation, key, intended, value, start));
    }

    private Outcome changeAnyway(Operation operation, K key, Intended intended, @Nullable V value, long start) {
        apply(intended.announcement(Mutation.glance()));
        tell(key, value, intended);
        return cache.commit(operation, key, intended.commit(), start);
    }

    /** Looks whether the condition holds, so that the writer is called only then. */
    private Outcome changeIfItHolds(Operation operation, K key, Intended intended, @Nullable V value, long start) {
        Mutation mutation = intended.change().mutation();
        Outcome look = apply(intended.announcement(mutation.question()));
        boolean holds = mutation.condition() == Condition.ABSENT
                ? look instanceof Outcome.Missing
                : look instanceof Outcome.Found;
        if (!holds) {
            return cache.followed(operation, key, look, null, start);
        }
        tell(key, value, intended);
        Outcome outcome = cache.commit(operation, key, intended.commit(), start);
        boolean gone = outcome instanceof Outcome.Removed || !outcome.changed();
        return gone ? counted(operation, look) : outcome;
    }

    /** The database has our value, so the change counts as made on what was seen, also where the entry had to go. */
    private static Outcome counted(Operation operation, Outcome look) {
        if (operation.action() == Action.REMOVE) {
            return new Outcome.Removed(look.prior());
        }
        return look.existed() ? new Outcome.Updated(look.prior(), false) : new Outcome.Created();
    }

    private Outcome apply(KeyedMutation keyed) {
        return store.apply(keyed.key(), keyed.mutation());
    }

    /** After an {@link Error} nobody knows what was written: the intent stays open, and the entry goes when the fence ends. */
    private void tell(K key, @Nullable V value, Intended intended) {
        try {
            tell(key, value);
        } catch (RuntimeException e) {
            withdraw(List.of(intended), e);
            throw e;
        }
    }

    private void tell(K key, @Nullable V value) {
        if (value == null) {
            writing.delete(key);
        } else {
            writing.write(key, value);
        }
    }

    /** Nothing was written. If that can't be told, the entries go when the fence ends. */
    private void withdraw(Collection<Intended> all, @Nullable Throwable failure) {
        try {
            store.applyAll(all.stream().map(Intended::withdrawal).toList());
        } catch (CacheException e) {
            if (failure != null) {
                failure.addSuppressed(e);
            }
        }
    }

    @Override
    public void changeAll(Operation operation, Map<K, KeyedMutation> changes, @Nullable Map<K, V> values) {
        Map<K, Intended> intended = new LinkedHashMap<>();
        changes.forEach((key, change) -> intended.put(key, intended(change)));
        turns.inTurn(CacheOnly.keysOf(changes.values()), () -> {
            store.applyAll(intended.values().stream()
                    .map(one -> one.announcement(Mutation.glance()))
                    .toList());
            Writing.Bulk<K> told = tellAll(intended, values);
            try {
                commitAll(operation, intended, told);
            } catch (CacheEntryListenerException e) {
                told.rethrow(); // the writer's failure counts more than that of a listener
                throw e;
            }
            told.rethrow();
            return true;
        });
    }

    /** An {@link Error} leaves the intents open, as for one entry. */
    private Writing.Bulk<K> tellAll(Map<K, Intended> intended, @Nullable Map<K, V> values) {
        return values == null ? writing.deleteAll(intended.keySet()) : writing.writeAll(values);
    }

    private void commitAll(Operation operation, Map<K, Intended> intended, Writing.Bulk<K> told) {
        Map<K, KeyedMutation> written = new LinkedHashMap<>();
        List<Intended> failed = new ArrayList<>();
        intended.forEach((key, one) -> {
            if (told.failed().contains(key)) {
                failed.add(one);
            } else {
                written.put(key, one.commit());
            }
        });
        withdraw(failed, told.failure());
        cache.commitAll(operation, written);
    }

    @Override
    public ProcessorWrites<K, V> byProcessor(K key, byte[] entryKey) {
        return new WritesOfProcessor(key, entryKey);
    }

    /** One intent for all runs: where a commit is refused, it is announced anew. */
    private final class WritesOfProcessor implements ProcessorWrites<K, V> {

        private final K key;
        private final Intended removal;
        private boolean announced;
        private boolean ahead;

        WritesOfProcessor(K key, byte[] entryKey) {
            this.key = key;
            this.removal = intended(new KeyedMutation(entryKey, Mutation.remove(Report.NOTHING)));
        }

        @Override
        public void lookBefore(ProcessorEntry<K, V> entry) {
            entry.looked();
        }

        @Override
        public Mutation write(@Nullable V value, Mutation change) {
            if (!announced) {
                apply(removal.announcement(Mutation.glance()));
                announced = true;
            }
            if (ahead) {
                tell(key, value); // if it fails, the database is ahead by an earlier run, and the entry goes
            } else {
                tell(key, value, removal);
            }
            ahead = true;
            return removal.intent().commitOrRepeat(change);
        }

        @Override
        public void committed() {
            ahead = false;
        }

        /** What the cache has may be older than the database: it goes, and the next read finds out. */
        @Override
        public void endWithoutChange() {
            if (ahead) {
                apply(removal.commit());
                ahead = false;
            }
        }
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
