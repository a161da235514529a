package io.jcacheredis.internal.management;

import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.internal.observation.Observing;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statistics of one cache in this JVM, counted while they are enabled, and told to who observes its calls. Thread-safe. */
public final class CacheStatistics implements RedisCacheStatisticsMXBean {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder nearHits = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();

    private final Beside beside;
    private final Observing observing;
    private volatile boolean enabled;

    /**
     * What others count for a cache.
     *
     * @param degraded how many calls of Redis were answered without it
     * @param owed how many entries are to be removed when it is back
     * @param nearEntries how many entries are kept in this JVM
     */
    public record Beside(LongSupplier degraded, LongSupplier owed, LongSupplier nearEntries) {

        /** Nothing. */
        public static final Beside NOTHING = new Beside(() -> 0, () -> 0, () -> 0);
    }

    /** The statistics of a cache of which nobody else counts anything. */
    public CacheStatistics(boolean enabled) {
        this(enabled, Beside.NOTHING, new Observing());
    }

    /** The statistics of a cache, what others count, and who is told. */
    public CacheStatistics(boolean enabled, Beside beside, Observing observing) {
        this.enabled = enabled;
        this.beside = beside;
        this.observing = observing;
    }

    /** Whether anybody wants to know what comes of calls. */
    public boolean wanted() {
        return enabled || observing.isOn();
    }

    /** Who is told. */
    public Observing observing() {
        return observing;
    }

    public void enable(boolean enable) {
        enabled = enable;
    }

    /** The time at which an operation begins, for the methods below. */
    public long start() {
        return enabled ? System.nanoTime() : 0;
    }

    public void lookedUp(long hitCount, long missCount, long start) {
        if (enabled) {
            hits.add(hitCount);
            misses.add(missCount);
            getNanos.add(System.nanoTime() - start);
        }
        observing.lookedUp(hitCount, missCount);
    }

    /** One that is counted as a hit was found in this JVM. */
    public void foundNear() {
        if (enabled) {
            nearHits.increment();
        }
    }

    /** One that was counted as a hit is a miss. */
    public void missedAfterAll() {
        if (enabled) {
            hits.decrement();
            misses.increment();
        }
        observing.lookedUp(-1, 1);
    }

    public void put(long count, long start) {
        if (enabled && count > 0) {
            puts.add(count);
            putNanos.add(System.nanoTime() - start);
        }
    }

    public void removed(long count, long start) {
        if (enabled && count > 0) {
            removals.add(count);
            removeNanos.add(System.nanoTime() - start);
        }
    }

    /** Loads, and counts that. What the load throws is thrown. */
    public <T extends @Nullable Object> T loaded(Supplier<T> load) {
        if (!enabled) {
            return load.get();
        }
        long start = System.nanoTime();
        boolean done = false;
        try {
            T value = load.get();
            done = true;
            return value;
        } finally {
            loads.increment();
            loadNanos.add(System.nanoTime() - start);
            if (!done) {
                loadFailures.increment();
            }
        }
    }

    /** An entry was found that can't be decoded: counted always, as nothing else tells of it. */
    public void unreadable() {
        unreadable.increment();
    }

    /** Listeners hear of something that another JVM did: counted always, as by nobody else. */
    public void heard() {
        heard.increment();
    }

    /** They do not hear of so much. */
    public void missed(long count) {
        missed.add(count);
    }

    @Override
    public void clear() {
        Stream.of(hits, misses, nearHits, puts, removals, loads, loadFailures, unreadable, heard, missed)
                .forEach(LongAdder::reset);
        Stream.of(getNanos, putNanos, removeNanos, loadNanos).forEach(LongAdder::reset);
    }

    @Override
    public long getCacheLoads() {
        return loads.sum();
    }

    @Override
    public long getCacheLoadFailures() {
        return loadFailures.sum();
    }

    @Override
    public long getCacheLoadTime() {
        return TimeUnit.NANOSECONDS.toMicros(loadNanos.sum());
    }

    @Override
    public float getAverageLoadTime() {
        return averageMicros(loadNanos, getCacheLoads());
    }

    @Override
    public long getCacheUnreadableEntries() {
        return unreadable.sum();
    }

    @Override
    public long getCacheDegradedCalls() {
        return beside.degraded().getAsLong();
    }

    @Override
    public long getCacheOwedEntries() {
        return beside.owed().getAsLong();
    }

    @Override
    public long getCacheNearHits() {
        return nearHits.sum();
    }

    @Override
    public long getCacheNearEntries() {
        return beside.nearEntries().getAsLong();
    }

    @Override
    public long getCacheRemoteEvents() {
        return heard.sum();
    }

    @Override
    public long getCacheMissedEvents() {
        return missed.sum();
    }

    @Override
    public long getCacheHits() {
        return hits.sum();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(getCacheHits());
    }

    @Override
    public long getCacheMisses() {
        return misses.sum();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(getCacheMisses());
    }

    @Override
    public long getCacheGets() {
        return getCacheHits() + getCacheMisses();
    }

    @Override
    public long getCachePuts() {
        return puts.sum();
    }

    @Override
    public long getCacheRemovals() {
        return removals.sum();
    }

    /** Always 0: Redis evicts, and does not say on whose behalf. */
    @Override
    public long getCacheEvictions() {
        return 0;
    }

    @Override
    public float getAverageGetTime() {
        return averageMicros(getNanos, getCacheGets());
    }

    @Override
    public float getAveragePutTime() {
        return averageMicros(putNanos, getCachePuts());
    }

    @Override
    public float getAverageRemoveTime() {
        return averageMicros(removeNanos, getCacheRemovals());
    }

    @Override
    public String toString() {
        return hits + " hits, " + misses + " misses, " + puts + " puts, " + removals + " removals, " + loads + " loads";
    }

    private float percentage(long part) {
        long gets = getCacheGets();
        return gets == 0 ? 0 : 100f * part / gets;
    }

    private static float averageMicros(LongAdder nanos, long count) {
        return count == 0 ? 0 : (float) nanos.sum() / TimeUnit.MICROSECONDS.toNanos(1) / count;
    }
}
