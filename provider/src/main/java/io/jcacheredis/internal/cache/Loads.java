package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.LoadLease;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads missing entries: each by one thread of all JVMs at a time, while the others wait for what it stores; and what was loaded is
 * stored only if nobody removed or wrote the entry meanwhile ({@link LoadLease}).
 *
 * <p>Nobody waits for ever. Who loads already and needs another entry for that does not wait at all, and after {@link #PATIENCE} nobody
 * does: they load for themselves, and what they get is not stored.
 */
final class Loads<K, V> {

    private static final Logger log = LoggerFactory.getLogger(Loads.class);

    /** Longer than most loads take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Two renewals may come to nothing. */
    private static final int RENEWALS = 3;

    /** How many loads, of any cache, the calling thread is in the middle of. */
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private final EntryReader<K, V> reader;
    private final EntryCodec<K, V> codec;
    private final EntryStore store;
    private final Duration duration;
    private final Timer timer;
    private final Map<ByteBuffer, Flight> flights = new ConcurrentHashMap<>();

    Loads(CacheParts<K, V> parts, EntryReader<K, V> reader) {
        this.reader = reader;
        this.codec = parts.codec();
        this.store = parts.store();
        this.duration = parts.loadLease();
        this.timer = parts.timer();
    }

    /**
     * The value of a missing entry: loaded, or found where somebody else has loaded it meanwhile.
     *
     * @param source loads it; null if there is none. What it throws is thrown, also to those threads of this JVM that waited for it
     * @param storing stores what was loaded, by the change that it is given
     */
    @Nullable
    V load(byte[] entry, Supplier<@Nullable V> source, Storing<V> storing) {
        ByteBuffer name = ByteBuffer.wrap(entry);
        while (true) {
            Flight own = new Flight();
            Flight other = flights.putIfAbsent(name, own);
            if (other == null) {
                return leading(name, own, entry, source, storing);
            }
            if (!other.await(isNested() ? 0 : PATIENCE.toNanos())) {
                return alone(source);
            }
            if (!other.isOutdated()) {
                return other.result(bytes -> codec.value(bytes));
            }
            // Somebody, perhaps this thread, removed the entry after that load had begun.
        }
    }

    private @Nullable V leading(
            ByteBuffer name, Flight own, byte[] entry, Supplier<@Nullable V> source, Storing<V> storing) {
        try {
            V value = askingOthers(entry, source, (loaded, leased) -> {
                boolean current = storing.store(loaded, leased);
                own.outdated(!current);
                return current;
            });
            own.land(value == null ? null : codec.value(value));
            return value;
        } catch (Throwable e) { // code in other languages may throw checked ones, and others wait for the end
            own.fail(e);
            throw e;
        } finally {
            flights.remove(name, own);
        }
    }

    /** How what was loaded gets into the cache. */
    @FunctionalInterface
    interface Storing<V> {

        /**
         * Stores a value by the change that this makes of the one that is given.
         *
         * @return false if it is older than something that was done to the entry
         */
        boolean store(V value, Function<Mutation, Mutation> leased);
    }

    private static boolean isNested() {
        return DEPTH.get()[0] > 0;
    }

    /** Loads, and has it known that this thread does. */
    private static <T> T alone(Supplier<T> source) {
        int[] depth = DEPTH.get();
        depth[0]++;
        try {
            return source.get();
        } finally {
            depth[0]--;
        }
    }

    /** Loads, unless another JVM does. */
    private @Nullable V askingOthers(byte[] entry, Supplier<@Nullable V> source, Storing<V> storing) {
        LoadLease lease = new LoadLease(duration);
        Waiting waiting = new Waiting();
        while (true) {
            Outcome outcome = store.apply(entry, lease.acquire());
            if (outcome instanceof Outcome.Found) {
                V value = reader.value(entry, outcome);
                if (value != null) {
                    return value;
                }
            } else if (!(outcome instanceof Outcome.Leased)) {
                return leased(lease, entry, source, storing);
            }
            if (!waiting.goesOn()) {
                return alone(source);
            }
        }
    }

    private @Nullable V leased(LoadLease lease, byte[] entry, Supplier<@Nullable V> source, Storing<V> storing) {
        V value = null;
        Future<?> renewal = renewing(lease, false, List.of(entry));
        try {
            value = alone(source);
        } finally {
            renewal.cancel(false);
            if (value == null) {
                release(lease, List.of(entry));
            }
        }
        if (value != null) {
            V loaded = value;
            storing(lease, List.of(entry), () -> storing.store(loaded, lease::fill));
        }
        return value;
    }

    /** Listeners and policies that are called meanwhile may want entries that are being loaded: this thread does not wait for any. */
    private void storing(LoadLease lease, Collection<byte[]> entries, Runnable store) {
        try {
            alone(() -> {
                store.run();
                return true;
            });
        } catch (RuntimeException | Error e) {
            release(lease, entries);
            throw e;
        }
    }

    private Future<?> renewing(LoadLease lease, boolean seized, Collection<byte[]> entries) {
        List<KeyedMutation> renewals = entries.stream()
                .map(entry -> new KeyedMutation(entry, lease.renew(seized)))
                .toList();
        return timer.every(duration.dividedBy(RENEWALS), () -> {
            try {
                store.applyAll(renewals);
            } catch (RuntimeException e) { // a timer ends by it, and the next renewal may work
                log.debug("What is being loaded could not be kept for this JVM", e);
            }
        });
    }

    /** If that can't be told, others wait until the lease has ended. */
    private void release(LoadLease lease, Collection<byte[]> entries) {
        try {
            store.applyAll(entries.stream()
                    .map(entry -> new KeyedMutation(entry, lease.release()))
                    .toList());
        } catch (CacheException | IllegalStateException e) {
            log.debug("That nothing was loaded could not be told to others", e);
        }
    }

    /**
     * The values of missing entries, as {@link #load} gives one: those that nobody loads are loaded together.
     *
     * @param missing the entries' keys
     * @param source loads the entries of some of the keys
     * @param storing stores what was loaded, by the changes that it is given
     */
    Map<K, V> loadAll(Map<K, byte[]> missing, Function<Collection<K>, Map<K, V>> source, BulkStoring<K, V> storing) {
        Map<K, V> values = new HashMap<>();
        Map<K, byte[]> open = new LinkedHashMap<>(missing);
        Waiting waiting = new Waiting();
        while (!open.isEmpty()) {
            LoadLease lease = new LoadLease(duration);
            Map<K, byte[]> ours = acquire(lease, open, values);
            if (!ours.isEmpty()) {
                open.keySet().removeAll(ours.keySet());
                values.putAll(leased(lease, ours, source, storing));
            }
            if (!open.isEmpty() && !waiting.goesOn()) {
                values.putAll(alone(() -> source.apply(List.copyOf(open.keySet()))));
                break;
            }
        }
        return values;
    }

    /**
     * Loads entries that may be there, for what was loaded to replace them: what somebody writes or removes meanwhile stays as it is.
     *
     * @param storing gets changes under any condition
     */
    void reloadAll(Map<K, byte[]> entries, Function<Collection<K>, Map<K, V>> source, BulkStoring<K, V> storing) {
        LoadLease lease = new LoadLease(duration);
        List<K> keys = List.copyOf(entries.keySet());
        List<KeyedMutation> questions = new ArrayList<>();
        entries.values().forEach(entry -> questions.add(new KeyedMutation(entry, lease.seize())));
        List<Outcome> answers = store.applyAll(questions);
        Map<K, Outcome> seen = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            seen.put(keys.get(i), answers.get(i));
        }
        Map<K, V> loaded = loadedUnder(lease, entries, true, source);
        storing(
                lease,
                entries.values(),
                () -> storing.store(
                        asked(loaded, entries),
                        (key, change) -> lease.fill(change.ifStill(
                                Objects.requireNonNull(seen.get(key)).prior()))));
    }

    /** How what was loaded together gets into the cache. */
    @FunctionalInterface
    interface BulkStoring<K, V> {

        /** Stores values by the changes that this makes of those that are given. */
        void store(Map<K, V> values, LeasedChange<K> leased);
    }

    /** Makes the change that stores what was loaded of the one that would if nobody else was there. */
    @FunctionalInterface
    interface LeasedChange<K> {
        Mutation of(K key, Mutation change);
    }

    /** Takes out of the open ones what is there by now, and gives those that are ours to load. */
    private Map<K, byte[]> acquire(LoadLease lease, Map<K, byte[]> open, Map<K, V> values) {
        List<K> keys = List.copyOf(open.keySet());
        List<KeyedMutation> questions = new ArrayList<>();
        open.values().forEach(entry -> questions.add(new KeyedMutation(entry, lease.acquire())));
        List<Outcome> answers = store.applyAll(questions);
        Map<K, byte[]> ours = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            K key = keys.get(i);
            byte[] entry = questions.get(i).key();
            Outcome answer = answers.get(i);
            if (answer instanceof Outcome.Found) {
                V value = reader.value(entry, answer);
                if (value != null) {
                    values.put(key, value);
                    open.remove(key);
                }
            } else if (!(answer instanceof Outcome.Leased)) {
                ours.put(key, entry);
            }
        }
        return ours;
    }

    private Map<K, V> leased(
            LoadLease lease,
            Map<K, byte[]> ours,
            Function<Collection<K>, Map<K, V>> source,
            BulkStoring<K, V> storing) {
        Map<K, V> loaded = loadedUnder(lease, ours, false, source);
        storing(lease, ours.values(), () -> storing.store(asked(loaded, ours), (key, change) -> lease.fill(change)));
        return loaded;
    }

    /** A source may give more than it was asked for: of that nobody knows how old it is by now. */
    private static <K, V> Map<K, V> asked(Map<K, V> loaded, Map<K, byte[]> entries) {
        Map<K, V> asked = new LinkedHashMap<>(loaded);
        asked.keySet().retainAll(entries.keySet());
        return asked;
    }

    /** What the source gives; the leases of what it does not give are released. */
    private Map<K, V> loadedUnder(
            LoadLease lease, Map<K, byte[]> entries, boolean seized, Function<Collection<K>, Map<K, V>> source) {
        Map<K, V> loaded = Map.of();
        Future<?> renewal = renewing(lease, seized, entries.values());
        try {
            loaded = alone(() -> source.apply(entries.keySet()));
        } finally {
            renewal.cancel(false);
            Map<K, byte[]> without = new LinkedHashMap<>(entries);
            without.keySet().removeAll(loaded.keySet());
            if (!without.isEmpty()) {
                release(lease, without.values());
            }
        }
        return loaded;
    }

    /** Waits between two looks whether somebody else has loaded an entry. */
    private static final class Waiting {

        private final long end = System.nanoTime() + PATIENCE.toNanos();
        private long pause = SHORTEST_PAUSE_NANOS;

        /** Waits for a while, and tells whether to look again. */
        boolean goesOn() {
            if (isNested() || Thread.currentThread().isInterrupted() || System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(this, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            return true;
        }
    }
}
