package io.jcacheredis.internal.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts, while the store can't be used, as an empty one whose entries expire at once: reads find nothing, conditions that need
 * an entry do not hold, and what is written is gone as soon as it is there. What the methods of a cache return then follows
 * from that.
 *
 * <p>What was changed meanwhile is {@link Debt}: the entry is removed before this JVM reads it, in the same trip, and all are
 * removed as soon as the store answers. Other JVMs may see the old ones until then.
 *
 * <p>A user that is not permitted is a mistake of the configuration until the first answer, and is thrown.
 */
public final class DegradingStore implements EntryStore {

    private static final Logger log = LoggerFactory.getLogger(DegradingStore.class);
    private static final Mutation REMOVAL = Mutation.remove(Report.NOTHING);
    private static final int BATCH = 512;
    private static final long WARN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String cacheName;
    private final EntryStore store;
    private final Executor threads;
    private final Runnable onDegraded;
    private final Debt debt = new Debt();
    private final AtomicBoolean settling = new AtomicBoolean();
    /** When it was told last, of each reason. */
    private final Map<Reason, Long> warned = new ConcurrentHashMap<>();

    private final LongAdder degraded = new LongAdder();
    private volatile boolean answered;

    /**
     * Degrades where that store fails.
     *
     * @param threads settle what is owed
     */
    public DegradingStore(String cacheName, EntryStore store, Executor threads) {
        this(cacheName, store, threads, () -> {});
    }

    /**
     * The same.
     *
     * @param onDegraded run for each answer that is given without the store, by the thread that gets it
     */
    public DegradingStore(String cacheName, EntryStore store, Executor threads, Runnable onDegraded) {
        this.cacheName = cacheName;
        this.store = store;
        this.threads = threads;
        this.onDegraded = onDegraded;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        try {
            long owed = debt.of(key);
            Outcome outcome = owed == Debt.NONE ? store.apply(key, mutation) : settledFirst(key, owed, mutation);
            noteAnswer();
            return outcome;
        } catch (CacheUnavailableException e) {
            return degraded(key, mutation, e);
        }
    }

    private Outcome settledFirst(byte[] key, long owed, Mutation mutation) {
        List<Outcome> both = store.applyAll(List.of(new KeyedMutation(key, REMOVAL), new KeyedMutation(key, mutation)));
        debt.settled(key, owed);
        return both.get(1);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        if (mutations.isEmpty()) {
            return List.of(); // asks nobody, so that nobody answers
        }
        try {
            if (!debt.isEmpty()) {
                settle(mutations.stream().map(KeyedMutation::key).toList());
            }
            List<Outcome> outcomes = store.applyAll(mutations);
            noteAnswer();
            return outcomes;
        } catch (CacheUnavailableException e) {
            return mutations.stream()
                    .map(keyed -> degraded(keyed.key(), keyed.mutation(), e))
                    .toList();
        }
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        try {
            // A server that lags may still have what was just removed.
            List<Outcome> outcomes = store.readSome(keys, settle(keys) ? read.upToDate() : read);
            noteAnswer();
            return outcomes;
        } catch (CacheUnavailableException e) {
            return keys.stream().map(key -> degraded(key, read, e)).toList();
        }
    }

    /** Removes what is owed of these entries, and tells whether anything was. */
    private boolean settle(List<byte[]> keys) {
        if (debt.isEmpty()) {
            return false;
        }
        List<Debt.Entry> owed = new ArrayList<>();
        for (byte[] key : keys) {
            long number = debt.of(key);
            if (number != Debt.NONE) {
                owed.add(new Debt.Entry(key, number));
            }
        }
        remove(owed);
        return !owed.isEmpty();
    }

    private void remove(List<Debt.Entry> owed) {
        store.applyAll(owed.stream()
                .map(entry -> new KeyedMutation(entry.key(), REMOVAL))
                .toList());
        owed.forEach(entry -> debt.settled(entry.key(), entry.number()));
    }

    @Override
    public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        Iterator<List<byte[]>> batches;
        try {
            batches = store.scan(selection, batchSize);
        } catch (CacheUnavailableException e) {
            note(e);
            return Collections.emptyIterator();
        }
        return new Iterator<>() {

            private boolean ended;

            @Override
            public boolean hasNext() {
                return !ended && batches.hasNext();
            }

            @Override
            public List<byte[]> next() {
                try {
                    settleAll();
                    return batches.next();
                } catch (CacheUnavailableException e) {
                    note(e);
                    ended = true;
                    return List.of();
                }
            }
        };
    }

    @Override
    public long purge(Purge purge) {
        Selection selection = purge.selection();
        try {
            long owed = debt.of(selection);
            long removed = store.purge(purge);
            debt.settled(selection, owed);
            noteAnswer();
            return removed;
        } catch (CacheUnavailableException e) {
            note(e);
            debt.owe(selection);
            return 0;
        }
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        try {
            settle(List.of(key));
            return store.timeToLive(key);
        } catch (CacheUnavailableException e) {
            note(e);
            return OptionalLong.empty();
        }
    }

    private Outcome degraded(byte[] key, Mutation mutation, CacheUnavailableException failure) {
        note(failure);
        degraded.increment();
        if (mutation.changes() && !mutation.fill()) {
            debt.owe(key);
        }
        boolean missing = mutation.condition() == Condition.PRESENT || mutation.condition() == Condition.EQUALS;
        return missing || mutation.action() != Action.SET ? new Outcome.Missing(false) : new Outcome.Discarded();
    }

    /** Goes on unless it is a mistake of the configuration. */
    private void note(CacheUnavailableException failure) {
        if (failure.reason() == Reason.NOT_PERMITTED && !answered) {
            throw failure;
        }
        onDegraded.run();
        if (isToBeTold(failure.reason())) {
            log.warn(
                    "Cache '{}' acts as if it were empty where Redis fails; told once a minute. {}",
                    cacheName,
                    failure.getMessage());
        }
        log.debug("Cache '{}' acts as if it were empty", cacheName, failure);
    }

    private boolean isToBeTold(Reason reason) {
        long now = System.nanoTime();
        Long last = warned.get(reason);
        if (last == null) {
            return warned.putIfAbsent(reason, now) == null;
        }
        return now - last >= WARN_EVERY_NANOS && warned.replace(reason, last, now);
    }

    private void noteAnswer() {
        if (!answered) {
            answered = true;
        }
        if (!debt.isEmpty()) {
            settleLater();
        }
    }

    /** Has what is owed settled by another thread, if anything is. */
    public void settleLater() {
        if (!debt.isEmpty() && settling.compareAndSet(false, true)) {
            try {
                threads.execute(this::settleQuietly);
            } catch (RuntimeException | Error e) {
                settling.set(false);
                throw e;
            }
        }
    }

    private void settleQuietly() {
        try {
            settleAll();
        } catch (RuntimeException e) { // whatever it is, it is still owed
            log.debug("What cache '{}' owes to Redis can't be settled yet", cacheName, e);
        } finally {
            settling.set(false);
        }
    }

    /**
     * Removes everything that is owed.
     *
     * @throws CacheUnavailableException if Redis can't be told yet
     */
    private void settleAll() {
        if (debt.isEmpty()) {
            return;
        }
        debt.selections().forEach((selection, number) -> {
            store.purge(new Purge(selection));
            debt.settled(selection, number);
        });
        for (List<Debt.Entry> some = debt.some(BATCH); !some.isEmpty(); some = debt.some(BATCH)) {
            remove(some);
        }
    }

    /** Settles what is owed, if that can be done now; what can't is forgotten. */
    public void close() {
        settleQuietly();
    }

    /** Whether the entry with that key, as it is written, is to be removed before it is read again. */
    public boolean owes(String key) {
        return !debt.isEmpty() && debt.of(key.getBytes(UTF_8)) != Debt.NONE;
    }

    /** How many entries were answered for without the store. */
    public long degraded() {
        return degraded.sum();
    }

    /** How many entries are owed to Redis; -1 if it is not known how many, after a purge. */
    public int owed() {
        return debt.selections().isEmpty() ? debt.size() : -1;
    }
}
