package io.jcacheredis.internal.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jcacheredis.internal.store.KeptValue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Entries that this JVM keeps, as many as fit. What is read is kept only if nothing was heard of a change since a {@link Reservation} that
 * was made before, and no other reading of the entry came between. So what threads get here one after the other never goes back to what
 * was there before. Safe for use by several threads.
 */
final class NearEntries {

    /** Keys that share a count of changes keep each other from being kept, now and then. A power of two. */
    private static final int STRIPES = 1024;

    /**
     * An entry.
     *
     * @param expiry when it has expired, by {@link System#nanoTime}
     * @param epoch how often all entries had been changed when it was reserved
     */
    private record Kept(KeptValue value, Trust trust, long expiry, long epoch) {

        /** Whether nobody could tell the difference, but for how long it is kept. */
        boolean isAsGoodAs(Kept other) {
            return epoch == other.epoch && trust == other.trust && value.hasBytesOf(other.value);
        }
    }

    /** How much had been heard of an entry when somebody was about to read it. */
    record Reservation(String key, long changes, long epoch) {}

    private final Cache<String, Kept> kept;
    /** How often an entry was changed, or read to be kept. */
    private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
    /** How many changes this JVM is about to make. */
    private final AtomicIntegerArray pending = new AtomicIntegerArray(STRIPES);
    /** How often all entries were changed. */
    private final AtomicLong epochs = new AtomicLong();

    private final AtomicInteger pendingAll = new AtomicInteger();

    /** None yet, and never many more than that. */
    NearEntries(long size) {
        this.kept = Caffeine.newBuilder()
                .maximumSize(size)
                .executor(Runnable::run) // no threads of its own
                .build();
    }

    /** The entry, unless it has expired, or may have been changed, at that time. */
    @Nullable
    KeptValue get(String key, long now) {
        Kept entry = kept.getIfPresent(key);
        if (entry == null) {
            return null;
        }
        if (entry.epoch() == epochs.get()
                && now - entry.expiry() < 0
                && entry.trust().isGiven(now)) {
            return entry.value();
        }
        kept.asMap().remove(key, entry);
        return null;
    }

    /** To be made before an entry is read that is to be kept. */
    Reservation reserve(String key) {
        return new Reservation(key, changes.get(stripe(key)), epochs.get());
    }

    /**
     * Keeps what was read, unless something happened to the entry since the reservation. Then it may be older or newer than what is here, and
     * nobody knows: neither is kept, unless both are the same. Who reserved meanwhile does not keep his reading either.
     */
    void keep(Reservation reserved, KeptValue value, Trust trust, long expiry) {
        Kept read = new Kept(value, trust, expiry, reserved.epoch());
        // Whoever tells of a change counts it first and removes the entry then, so that he finds this one or it finds
        // his count.
        kept.asMap().compute(reserved.key(), (key, other) -> {
            if (other != null && other.isAsGoodAs(read)) {
                return other;
            }
            if (isNext(reserved)) {
                return read;
            }
            changes.incrementAndGet(stripe(key));
            return null;
        });
    }

    /** Whether nothing happened since the reservation. It is the next thing that does, then. */
    private boolean isNext(Reservation reserved) {
        int stripe = stripe(reserved.key());
        return pending.get(stripe) == 0
                && pendingAll.get() == 0
                && epochs.get() == reserved.epoch()
                && changes.compareAndSet(stripe, reserved.changes(), reserved.changes() + 1);
    }

    /** The entry was changed, or may have been. */
    void changed(String key) {
        changes.incrementAndGet(stripe(key));
        kept.asMap().remove(key);
    }

    /** All entries may have been changed. */
    void changedAll() {
        epochs.incrementAndGet(); // by which each is known; that they are removed only gives room
        kept.invalidateAll();
    }

    /** This JVM is about to change the entry: nothing is kept of it until {@link #changedHere}, which has to follow. */
    void changeHere(String key) {
        pending.incrementAndGet(stripe(key));
        changed(key);
    }

    /** It has done so, or may have. */
    void changedHere(String key) {
        changed(key);
        pending.decrementAndGet(stripe(key));
    }

    /** This JVM is about to change many entries: nothing is kept until {@link #changedAllHere}, which has to follow. */
    void changeAllHere() {
        pendingAll.incrementAndGet();
        changedAll();
    }

    /** It has done so, or may have. */
    void changedAllHere() {
        changedAll();
        pendingAll.decrementAndGet();
    }

    /** By bits that a table of entries does not use in the same way. */
    private static int stripe(String key) {
        return (key.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(STRIPES));
    }

    /** How many there are, about. */
    long size() {
        kept.cleanUp();
        return kept.estimatedSize();
    }
}
