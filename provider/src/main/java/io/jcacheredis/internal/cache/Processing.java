package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.cache.ProcessorEntry.Look;
import io.jcacheredis.internal.cache.ProcessorRun.Conclusion;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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

    /** Each refused run means that another one succeeded: so many in a row would be a miracle of bad luck. */
    private static final int MAX_RUNS = 10_000;

    /** From here on, the runs of several JVMs are kept from meeting again and again. */
    private static final int RUNS_WITHOUT_PAUSE = 2;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final CacheParts<K, V> parts;
    private final EntryStore store;
    private final Effects<K, V> effects;
    private final WriteThrough<K, V> changes;

    Processing(CacheParts<K, V> parts, Effects<K, V> effects, WriteThrough<K, V> changes) {
        this.parts = parts;
        this.store = parts.store();
        this.effects = effects;
        this.changes = changes;
    }

    /** The entry that a processor is for. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Target<K, V>(K key, byte[] entryKey, ProcessorWrites<K, V> writes) {}

    private Target<K, V> target(K key) {
        byte[] entryKey = parts.codec().key(key);
        return new Target<>(key, entryKey, changes.byProcessor(key, entryKey));
    }

    <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        return invoke(target(key), null, processor, arguments);
    }

    private <T> @Nullable T invoke(
            Target<K, V> target, @Nullable Look look, EntryProcessor<K, V, T> processor, Object... arguments) {
        // Turns only spare this JVM's threads some runs.
        return parts.turns().inTurn(target.entryKey(), () -> {
            try {
                return runUntilCommitted(target, look, processor, arguments);
            } catch (RuntimeException | Error e) {
                endWithoutChange(target, e);
                throw e;
            }
        });
    }

    private void endWithoutChange(Target<K, V> target, Throwable failure) {
        try {
            target.writes().endWithoutChange();
        } catch (CacheException e) {
            failure.addSuppressed(e);
        }
    }

    private <T> @Nullable T runUntilCommitted(
            Target<K, V> target, @Nullable Look look, EntryProcessor<K, V, T> processor, Object... arguments) {
        Look known = look;
        for (int number = 1; number <= MAX_RUNS; number++) {
            ProcessorRun<K, V, T> run = run(target, known);
            T result = run.process(processor, arguments);
            Mutation commit = run.commit();
            Conclusion conclusion = run.conclude(commit == null ? null : store.apply(target.entryKey(), commit));
            if (conclusion.done()) {
                return result;
            }
            known = conclusion.nowKnown();
            pause(number);
        }
        throw new CacheException("cache '" + parts.name() + "': an entry was changed by others during each of "
                + MAX_RUNS + " runs of the entry processor; nothing was changed by it");
    }

    private <T> ProcessorRun<K, V, T> run(Target<K, V> target, @Nullable Look known) {
        return new ProcessorRun<>(parts, effects, target.key(), target.entryKey(), known, target.writes());
    }

    private static void pause(int runs) {
        if (runs > RUNS_WITHOUT_PAUSE) {
            long bound = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(runs, 20));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
        }
    }

    /** Reads all entries in one trip, runs the processor on each, commits in one trip, and repeats what was refused. */
    <T> Map<K, EntryProcessorResult<T>> invokeAll(Set<K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        List<Target<K, V>> targets = new ArrayList<>();
        keys.forEach(key -> targets.add(target(key)));
        return parts.turns().inTurn(targets.stream().map(Target::entryKey).toList(), () -> {
            try {
                return invokeAll(targets, processor, arguments);
            } catch (RuntimeException | Error e) {
                targets.forEach(target -> endWithoutChange(target, e));
                throw e;
            }
        });
    }

    private <T> Map<K, EntryProcessorResult<T>> invokeAll(
            List<Target<K, V>> targets, EntryProcessor<K, V, T> processor, Object... arguments) {
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        List<Pending<K, V, T>> pending = runAll(targets, results, processor, arguments);
        List<@Nullable Outcome> outcomes = commitAll(pending);
        for (int i = 0; i < pending.size(); i++) {
            Pending<K, V, T> one = pending.get(i);
            Outcome outcome = outcomes.get(i);
            keepResult(results, one.target().key(), () -> {
                Conclusion refusal = one.run().conclude(outcome);
                return refusal.done() ? one.result() : invoke(one.target(), refusal.nowKnown(), processor, arguments);
            });
        }
        return results;
    }

    /** A run whose commit is still to be applied, if it has one. */
    private record Pending<K, V, T>(
            Target<K, V> target,
            ProcessorRun<K, V, T> run,
            @Nullable T result,
            @Nullable Mutation commit) {}

    private <T> List<Pending<K, V, T>> runAll(
            List<Target<K, V>> targets,
            Map<K, EntryProcessorResult<T>> results,
            EntryProcessor<K, V, T> processor,
            Object... arguments) {
        Iterator<Outcome> looks = readAll(targets).iterator();
        List<Pending<K, V, T>> pending = new ArrayList<>();
        for (Target<K, V> target : targets) {
            Look known = Look.of(looks.next());
            keepResult(results, target.key(), () -> {
                ProcessorRun<K, V, T> run = run(target, known);
                T result = run.process(processor, arguments);
                pending.add(new Pending<>(target, run, result, run.commit()));
                return null;
            });
        }
        return pending;
    }

    private List<Outcome> readAll(List<Target<K, V>> targets) {
        List<byte[]> keys = targets.stream().map(Target::entryKey).toList();
        List<Outcome> outcomes = new ArrayList<>(keys.size());
        while (outcomes.size() < keys.size()) {
            outcomes.addAll(store.readSome(keys.subList(outcomes.size(), keys.size()), Mutation.peek()));
        }
        return outcomes;
    }

    private <T> List<@Nullable Outcome> commitAll(List<Pending<K, V, T>> pending) {
        List<KeyedMutation> commits = new ArrayList<>();
        for (Pending<K, V, T> one : pending) {
            if (one.commit() != null) {
                commits.add(new KeyedMutation(one.target().entryKey(), one.commit()));
            }
        }
        Iterator<Outcome> committed = store.applyAll(commits).iterator();
        List<@Nullable Outcome> outcomes = new ArrayList<>();
        for (Pending<K, V, T> one : pending) {
            outcomes.add(one.commit() == null ? null : committed.next());
        }
        return outcomes;
    }

    /** Results that are null are left out; an exception is thrown by the result of its key (JSR-107, Cache.invokeAll). */
    private static <K, T> void keepResult(
            Map<K, EntryProcessorResult<T>> results, K key, Supplier<@Nullable T> computation) {
        try {
            T result = computation.get();
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
}
