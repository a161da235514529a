package io.jcacheredis.internal.near;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.near.NearEntries.Reservation;
import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeptValue;
import io.jcacheredis.internal.store.KeptValues;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.Selection;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.TimedStore;
import io.jcacheredis.internal.store.TimedStore.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is read of a store in this JVM, and answers from there what may lag: {@code get}, {@code getAll} and {@code containsKey} of a
 * policy that leaves the time to live as it is. Everything else goes to the store, and iterations too, which would fill it with
 * what nobody asks for again.
 *
 * <p>An entry is kept no longer than it lives in the store, than it is trusted, and than it may be kept; and only if no change of
 * it was told between the reading and now. What this JVM changes itself is kept no more when the change returns, whether it succeeded or not.
 */
public final class NearStore implements EntryStore, KeptValues, AutoCloseable {

    private static final Outcome FOUND = new Outcome.Found(null, false);

    private final TimedStore store;
    private final NearEntries entries;
    private final ChangeFeed feed;
    private final long longestNanos;
    private final LongSupplier nanoTime;

    /**
     * Keeps nothing yet.
     *
     * @param size how many entries are kept at most
     * @param longest for how long
     */
    public NearStore(TimedStore store, ChangeFeed.Source changes, long size, Duration longest) {
        this(store, changes, size, longest, System::nanoTime);
    }

    /**
     * The same by another time.
     *
     * @param nanoTime is what {@link System#nanoTime} is
     */
    NearStore(TimedStore store, ChangeFeed.Source changes, long size, Duration longest, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        this.entries = new NearEntries(size);
        this.longestNanos = nanos(longest);
        this.feed = changes.open(new ChangeFeed.Listener() {
            @Override
            public void changed(byte[] key) {
                entries.changed(text(key));
            }

            @Override
            public void changedAll() {
                entries.changedAll();
            }
        });
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0 ? Long.MAX_VALUE / 2 : duration.toNanos();
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        if (isKept(mutation)) {
            return read(key, mutation);
        }
        return touches(mutation)
                ? changing(List.of(text(key)), () -> store.apply(key, mutation))
                : seen(key, store.apply(key, mutation));
    }

    /** Makes a change of these entries, of which nothing is kept meanwhile. */
    private <T> T changing(List<String> keys, Supplier<T> change) {
        keys.forEach(entries::changeHere);
        try {
            return change.get();
        } finally {
            keys.forEach(entries::changedHere);
        }
    }

    /** Keys are written as UTF-8; what is none is no key of ours. */
    private static String text(byte[] key) {
        return new String(key, UTF_8);
    }

    @Override
    public @Nullable KeptValue find(String key) {
        return entries.get(key, nanoTime.getAsLong());
    }

    /** Whether it may be answered from here. */
    private static boolean isKept(Mutation mutation) {
        return mutation.mayLag()
                && (mutation.action() == Action.NONE || mutation.expiry().access() == Special.UNCHANGED);
    }

    /** Whether what is kept may be another one after it. */
    private static boolean touches(Mutation mutation) {
        return mutation.action() != Action.NONE
                && (mutation.changes() || mutation.expiry().access() != Special.UNCHANGED);
    }

    private Outcome read(byte[] key, Mutation read) {
        KeptValue value = find(text(key));
        if (value != null) {
            return read.report() == Report.PRIOR ? value : FOUND;
        }
        Trust trust = isToBeKept(read) ? feed.trust(key) : null;
        return trust == null
                ? seen(key, store.apply(key, read))
                : readToKeep(List.of(key), List.of(trust), read).get(0);
    }

    /** Somebody has an answer that is not kept: who asks after him must not get an older one. */
    private Outcome seen(byte[] key, Outcome answer) {
        entries.changed(text(key));
        return answer;
    }

    /** Who only asks whether there is an entry, or looks at all, hardly comes again for the value. */
    private static boolean isToBeKept(Mutation read) {
        return read.action() == Action.TOUCH && read.report() == Report.PRIOR;
    }

    /**
     * Reads the first of some entries, and keeps what may be kept.
     *
     * @param trusts what was given for each, before anything else: what is told from then on is not missed
     */
    private List<Outcome> readToKeep(List<byte[]> keys, List<? extends @Nullable Trust> trusts, Mutation read) {
        List<Reservation> reserved =
                keys.stream().map(key -> entries.reserve(text(key))).toList();
        long start = nanoTime.getAsLong();
        List<Timed> timed = store.readSomeTimed(keys, read);
        for (int i = 0; i < timed.size(); i++) {
            keep(keys.get(i), timed.get(i), trusts.get(i), reserved.get(i), start);
        }
        return timed.stream().map(Timed::outcome).toList();
    }

    private void keep(byte[] key, Timed timed, @Nullable Trust trust, Reservation reserved, long start) {
        byte[] bytes = timed.outcome().prior();
        if (bytes != null && trust != null && timed.millis() > 0 && feed.trust(key) == trust) {
            long nanos = Math.min(longestNanos, TimeUnit.MILLISECONDS.toNanos(timed.millis()));
            entries.keep(reserved, new KeptValue(bytes.clone()), trust, start + nanos);
        } else {
            entries.changed(text(key));
        }
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        List<String> touched = mutations.stream()
                .filter(keyed -> touches(keyed.mutation()))
                .map(keyed -> text(keyed.key()))
                .toList();
        return changing(touched, () -> store.applyAll(mutations));
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        if (!isKept(read) || !isToBeKept(read)) {
            return store.readSome(keys, read);
        }
        long now = nanoTime.getAsLong();
        List<@Nullable Outcome> outcomes = new ArrayList<>(keys.size());
        List<byte[]> missing = new ArrayList<>();
        for (byte[] key : keys) {
            KeptValue value = entries.get(text(key), now);
            outcomes.add(value);
            if (value == null) {
                missing.add(key);
            }
        }
        return first(outcomes, missing.isEmpty() ? List.of() : readMissing(missing, read));
    }

    /** Where nobody would tell of changes of any of them, reading times to live with them would be in vain. */
    private List<Outcome> readMissing(List<byte[]> keys, Mutation read) {
        List<@Nullable Trust> trusts = new ArrayList<>(keys.size());
        keys.forEach(key -> trusts.add(feed.trust(key)));
        if (trusts.stream().anyMatch(Objects::nonNull)) {
            return readToKeep(keys, trusts, read);
        }
        List<Outcome> outcomes = store.readSome(keys, read);
        keys.forEach(key -> entries.changed(text(key)));
        return outcomes;
    }

    /** Those with outcomes, up to the first that has none: in the gaps come those that were read, as far as they go. */
    private static List<Outcome> first(List<@Nullable Outcome> outcomes, List<Outcome> read) {
        Iterator<Outcome> next = read.iterator();
        List<Outcome> first = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            if (outcome != null) {
                first.add(outcome);
            } else if (next.hasNext()) {
                first.add(next.next());
            } else {
                break;
            }
        }
        return first;
    }

    @Override
    public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        return store.scan(selection, batchSize);
    }

    @Override
    public long purge(Purge purge) {
        byte[] only = purge.selection() instanceof KeyPattern pattern ? pattern.onlyKey() : null;
        if (only != null) {
            return changing(List.of(text(only)), () -> store.purge(purge));
        }
        entries.changeAllHere();
        try {
            return store.purge(purge);
        } finally {
            entries.changedAllHere();
        }
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        return store.timeToLive(key);
    }

    /** How many entries are kept, about. */
    public long size() {
        return entries.size();
    }

    /** Keeps nothing any more. */
    @Override
    public void close() {
        feed.close();
        entries.changedAll();
    }
}
