package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.cache.ProcessorEntry.Look;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * Entry processors, atomic across JVMs without a lock: the processor runs here on the entry as it was read, and its net
 * effect is committed on condition that the entry is still the same. If it is not, the processor runs again on what it is
 * now. One of several that meet always succeeds, so all of them get on.
 */
final class Processing<K, V> {

    /** Each failed run means that another one succeeded: so many in a row would be a miracle of bad luck. */
    private static final int MAX_RUNS = 10_000;

    /** From here on, the runs of several JVMs are kept from meeting again and again. */
    private static final int RUNS_WITHOUT_PAUSE = 2;

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final CacheParts<K, V> parts;
    private final EntryCodec<K, V> codec;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Loading<K, V> loading;
    private final Writing<K, V> writing;
    private final CacheStatistics statistics;
    private final Effects<K, V> effects;

    Processing(CacheParts<K, V> parts, Effects<K, V> effects) {
        this.parts = parts;
        this.codec = parts.codec();
        this.store = parts.store();
        this.plan = parts.expiry().plan();
        this.loading = parts.loading();
        this.writing = parts.writing();
        this.statistics = parts.statistics();
        this.effects = effects;
    }

    <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        byte[] entry = codec.key(key);
        return parts.locks().inTurn(key, () -> {
            Look known = null;
            for (int run = 1; run <= MAX_RUNS; run++) {
                long start = effects.start();
                ProcessorEntry<K, V> working = new ProcessorEntry<>(key, codec, loading, known, () -> look(entry));
                if (writing.writesThrough()) {
                    // The writer is called before the commit, and whether it is depends on the entry.
                    working.looked();
                }
                T result = process(processor, working, arguments);
                Commit commit = commit(key, entry, working, start);
                if (commit.done()) {
                    return result;
                }
                known = commit.nowKnown();
                pause(run);
            }
            throw new CacheException("cache '" + parts.name() + "': an entry was changed by others during each of "
                    + MAX_RUNS + " runs of the entry processor; nothing was changed by it");
        });
    }

    <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        keys.forEach(codec::key); // a key of a wrong type is the caller's failure, not one of the results
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : keys) {
            try {
                T result = invoke(key, processor, arguments);
                if (result != null) {
                    results.put(key, () -> result);
                }
            } catch (RuntimeException e) {
                EntryProcessorException failure =
                        e instanceof EntryProcessorException own ? own : new EntryProcessorException(e);
                results.put(key, () -> {
                    throw failure;
                });
            }
        }
        return results;
    }

    private Look look(byte[] entry) {
        return new Look(store.apply(entry, Mutation.peek()).prior());
    }

    private static <K, V, T> @Nullable T process(
            EntryProcessor<K, V, T> processor, ProcessorEntry<K, V> entry, Object... arguments) {
        try {
            return processor.process(entry, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (Exception e) { // also an undeclared checked one
            throw new EntryProcessorException("The entry processor failed", e);
        }
    }

    /**
     * What became of a commit.
     *
     * @param nowKnown if it is not done, what the refusal told of the entry, or null
     */
    private record Commit(boolean done, @Nullable Look nowKnown) {

        static final Commit DONE = new Commit(true, null);

        static Commit refused(Outcome outcome) {
            return new Commit(
                    false,
                    switch (outcome.kind()) {
                        case DIFFERS -> new Look(outcome.prior());
                        case MISSING -> new Look(null);
                        default -> null;
                    });
        }
    }

    private Commit commit(K key, byte[] entry, ProcessorEntry<K, V> working, long start) {
        return switch (working.effect()) {
            case NOTHING -> commitNothing(key, entry, working, start);
            case READ -> commitRead(key, entry, working, start);
            case LOADED -> commitLoaded(key, entry, working, start);
            case SET -> commitSet(key, entry, working, start);
            case REMOVED -> commitRemoval(key, entry, working, start);
        };
    }

    private Commit commitNothing(K key, byte[] entry, ProcessorEntry<K, V> working, long start) {
        if (statistics.enabled()) {
            // Hit or miss is counted by existence, also for a processor that never looked.
            boolean exists = working.look() == null
                    ? store.apply(entry, Mutation.exists()).existed()
                    : working.looked().bytes() != null;
            Outcome seen = exists ? new Outcome.Found(null, false) : new Outcome.Missing();
            effects.follow(Operation.GET, key, seen, null, start);
        }
        return Commit.DONE;
    }

    private Commit commitRead(K key, byte[] entry, ProcessorEntry<K, V> working, long start) {
        byte[] bytes = bytesOf(working);
        Outcome outcome = new Outcome.Found(bytes, false);
        if (bytes != null && plan.access() != Special.UNCHANGED) {
            Outcome touch = store.apply(entry, Mutation.touch(bytes, plan));
            if (touch.expired()) {
                outcome = new Outcome.Found(bytes, true);
            }
        }
        effects.follow(Operation.GET, key, outcome, null, start);
        return Commit.DONE;
    }

    private Commit commitLoaded(K key, byte[] entry, ProcessorEntry<K, V> working, long start) {
        byte[] bytes = codec.value(working.newValue());
        Mutation mutation = Mutation.set(Condition.ABSENT, bytes, effects.reportFor(Operation.LOAD), plan);
        Outcome outcome = store.apply(entry, mutation);
        if (!outcome.changed()) {
            return Commit.refused(outcome);
        }
        effects.follow(Operation.GET, key, new Outcome.Missing(), null, start);
        effects.follow(Operation.LOAD, key, outcome, bytes, start);
        return Commit.DONE;
    }

    private Commit commitSet(K key, byte[] entry, ProcessorEntry<K, V> working, long start) {
        V value = working.newValue();
        byte[] bytes = codec.value(value);
        writing.write(key, value);
        return change(key, entry, working, bytes, start);
    }

    private Commit commitRemoval(K key, byte[] entry, ProcessorEntry<K, V> working, long start) {
        writing.delete(key);
        return change(key, entry, working, null, start);
    }

    /** Sets or, where {@code bytes} is null, removes, if the entry is still what the run saw of it. */
    private Commit change(K key, byte[] entry, ProcessorEntry<K, V> working, byte @Nullable [] bytes, long start) {
        Look look = working.look();
        Outcome outcome;
        if (look != null && look.bytes() == null && bytes == null) {
            outcome = new Outcome.Missing();
        } else {
            outcome = store.apply(entry, mutation(look, bytes));
            boolean missingAsSeen = bytes == null && look == null;
            if (!outcome.changed() && !missingAsSeen) {
                if (!writing.writesThrough()) {
                    return Commit.refused(outcome);
                }
                // The database has the result already, so the cache must not keep what came in between.
                store.apply(entry, Mutation.remove(Report.NOTHING));
            }
        }
        effects.follow(Operation.INVOKE, key, outcome, bytes, start);
        return Commit.DONE;
    }

    private Mutation mutation(@Nullable Look look, byte @Nullable [] bytes) {
        Report report = Effects.most(
                statistics.enabled() ? Report.EXISTENCE : Report.NOTHING, effects.reportFor(Operation.INVOKE));
        byte[] seen = look == null ? null : look.bytes();
        if (bytes == null) {
            return seen == null ? Mutation.remove(report) : Mutation.remove(seen, report);
        }
        if (seen != null) {
            return Mutation.replace(seen, bytes, report, plan);
        }
        return Mutation.set(look == null ? Condition.ANY : Condition.ABSENT, bytes, report, plan);
    }

    private static byte @Nullable [] bytesOf(ProcessorEntry<?, ?> working) {
        Look look = working.look();
        return look == null ? null : look.bytes();
    }

    private static void pause(int run) {
        if (run > RUNS_WITHOUT_PAUSE) {
            long bound = Math.min(LONGEST_PAUSE_NANOS, TimeUnit.MICROSECONDS.toNanos(20L << Math.min(run, 20)));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
        }
    }
}
