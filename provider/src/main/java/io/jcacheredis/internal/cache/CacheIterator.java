package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.CacheEntry;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the entries of a cache: one round trip for a batch of keys and one for their values, or more where these are
 * large. Each {@code next()} is an
 * access to its entry, and costs a round trip of its own only where the policy changes the time to live on access.
 *
 * <p>As the specification allows, an entry that comes or goes meanwhile may or may not be seen. One that stays is seen
 * once. Used by one thread.
 */
final class CacheIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private static final int BATCH = 256;

    private final EntryReader<K, V> reader;
    private final EntryStore store;
    private final ExpiryPlan plan;
    private final Effects<K, V> effects;
    private final EntryOperations<K, V> operations;

    private final Iterator<List<byte[]>> batches;
    private final SeenKeys seen = new SeenKeys();
    private List<byte[]> unread = List.of();
    private final Queue<RawEntry> ready = new ArrayDeque<>();
    private @Nullable Upcoming<K, V> upcoming;
    private @Nullable K last;

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record RawEntry(byte[] key, byte[] value) {}

    private record Upcoming<K, V>(RawEntry raw, K key, V value) {}

    CacheIterator(CacheParts<K, V> parts, Effects<K, V> effects, EntryOperations<K, V> operations) {
        this.reader = effects.reader();
        this.store = parts.store();
        this.plan = parts.expiry().plan();
        this.effects = effects;
        this.operations = operations;
        this.batches = store.scan(BATCH);
    }

    @Override
    public boolean hasNext() {
        while (upcoming == null) {
            if (!ready.isEmpty()) {
                upcoming = decoded(ready.remove());
            } else if (!unread.isEmpty()) {
                readSome();
            } else if (batches.hasNext()) {
                unread = unseen(batches.next());
            } else {
                return false;
            }
        }
        return true;
    }

    private @Nullable Upcoming<K, V> decoded(RawEntry raw) {
        K key = reader.key(raw.key());
        V value = key == null ? null : reader.value(raw.key(), raw.value());
        return value == null ? null : new Upcoming<>(raw, Objects.requireNonNull(key), value);
    }

    private List<byte[]> unseen(List<byte[]> keys) {
        List<byte[]> unseen = new ArrayList<>();
        for (byte[] key : keys) {
            if (seen.add(key)) {
                unseen.add(key);
            }
        }
        return unseen;
    }

    private void readSome() {
        List<Outcome> outcomes = store.readSome(unread, Mutation.view());
        for (int i = 0; i < outcomes.size(); i++) {
            byte[] value = outcomes.get(i).prior();
            if (value != null) {
                ready.add(new RawEntry(unread.get(i), value));
            }
        }
        unread = unread.subList(outcomes.size(), unread.size());
    }

    @Override
    public Cache.Entry<K, V> next() {
        long start = effects.start();
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Upcoming<K, V> next = Objects.requireNonNull(upcoming);
        upcoming = null;
        RawEntry raw = next.raw();
        Outcome access = new Outcome.Found(raw.value(), false);
        if (plan.access() != Special.UNCHANGED) {
            Outcome touch = store.apply(raw.key(), Mutation.touch(raw.value(), plan));
            access = new Outcome.Found(raw.value(), touch.expired());
        }
        effects.follow(Operation.GET, next.key(), access, null, start);
        last = next.key();
        return new CacheEntry<>(next.key(), next.value());
    }

    @Override
    public void remove() {
        if (last == null) {
            throw new IllegalStateException("next() was not called since the start or the last remove()");
        }
        operations.remove(Operation.REMOVE, last);
        last = null;
    }
}
