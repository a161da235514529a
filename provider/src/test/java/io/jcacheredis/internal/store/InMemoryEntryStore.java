package io.jcacheredis.internal.store;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in a map: what mutations mean, without a Redis. It passes the same contract as the store on Redis, so that tests
 * of what lies above a store may use it in its place.
 */
public final class InMemoryEntryStore implements EntryStore {

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>();
    private final LongSupplier clock;

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Entry(byte[] value, long end) {}

    /**
     * Makes an empty store.
     *
     * @param clock the time in milliseconds
     */
    public InMemoryEntryStore(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Outcome apply(byte[] key, Mutation mutation) {
        ByteBuffer name = ByteBuffer.wrap(key.clone());
        Entry entry = live(name);
        return entry == null ? onMissing(name, mutation) : onPresent(name, entry, mutation);
    }

    private Outcome onMissing(ByteBuffer name, Mutation mutation) {
        boolean holds = mutation.condition() == Condition.ANY || mutation.condition() == Condition.ABSENT;
        if (!holds || mutation.action() != Action.SET) {
            return new Outcome.Missing();
        }
        TimeToLive creation = mutation.expiry().creation();
        if (creation == Special.UNDETERMINED) {
            return new Outcome.DurationNeeded(Slot.CREATION, null);
        }
        if (creation == Special.ZERO) {
            return new Outcome.Discarded();
        }
        entries.put(name, new Entry(mutation.value().clone(), end(creation, NEVER)));
        return new Outcome.Created();
    }

    private Outcome onPresent(ByteBuffer name, Entry entry, Mutation mutation) {
        if (mutation.condition() == Condition.EQUALS && !Arrays.equals(entry.value, mutation.expected())) {
            return new Outcome.Differs(entry.value.clone());
        }
        byte @Nullable [] prior = mutation.report() == Report.PRIOR ? entry.value.clone() : null;
        if (mutation.condition() == Condition.ABSENT) {
            return new Outcome.Found(prior, false);
        }
        return switch (mutation.action()) {
            case NONE -> new Outcome.Found(prior, false);
            case REMOVE -> {
                entries.remove(name);
                yield new Outcome.Removed(prior);
            }
            case TOUCH -> touch(name, entry, prior, mutation.expiry().access());
            case SET -> update(name, entry, prior, mutation);
        };
    }

    private Outcome touch(ByteBuffer name, Entry entry, byte @Nullable [] prior, TimeToLive access) {
        if (access == Special.UNDETERMINED) {
            return new Outcome.DurationNeeded(Slot.ACCESS, prior);
        }
        boolean expires = access == Special.ZERO;
        keep(name, entry.value, expires, end(access, entry.end));
        return new Outcome.Found(prior, expires);
    }

    private Outcome update(ByteBuffer name, Entry entry, byte @Nullable [] prior, Mutation mutation) {
        TimeToLive update = mutation.expiry().update();
        if (update == Special.UNDETERMINED) {
            return new Outcome.DurationNeeded(Slot.UPDATE, null);
        }
        boolean expires = update == Special.ZERO;
        keep(name, mutation.value().clone(), expires, end(update, entry.end));
        return new Outcome.Updated(prior, expires);
    }

    private void keep(ByteBuffer name, byte[] value, boolean expires, long end) {
        if (expires) {
            entries.remove(name);
        } else {
            entries.put(name, new Entry(value, end));
        }
    }

    private long end(TimeToLive timeToLive, long present) {
        if (timeToLive instanceof TimeToLive.Finite finite) {
            return clock.getAsLong() + finite.millis();
        }
        return timeToLive == Special.UNCHANGED ? present : NEVER;
    }

    private @Nullable Entry live(ByteBuffer name) {
        Entry entry = entries.get(name);
        if (entry != null && entry.end <= clock.getAsLong()) {
            entries.remove(name);
            return null;
        }
        return entry;
    }

    @Override
    public synchronized List<Outcome> applyAll(List<KeyedMutation> mutations) {
        return mutations.stream()
                .map(keyed -> apply(keyed.key(), keyed.mutation()))
                .toList();
    }

    /** Two at a time, so that nobody can take some for all. */
    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        return keys.stream().limit(2).map(key -> apply(key, read)).toList();
    }

    /** Walks over the keys of this moment. */
    @Override
    public synchronized Iterator<List<byte[]>> scan(int batchSize) {
        List<byte[]> keys = liveKeys();
        List<List<byte[]>> batches = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += batchSize) {
            batches.add(keys.subList(from, Math.min(from + batchSize, keys.size())));
        }
        return batches.iterator();
    }

    @Override
    public synchronized long clear() {
        long removed = liveKeys().size();
        entries.clear();
        return removed;
    }

    private List<byte[]> liveKeys() {
        List<byte[]> keys = new ArrayList<>();
        for (ByteBuffer name : List.copyOf(entries.keySet())) {
            if (live(name) != null) {
                byte[] key = new byte[name.remaining()];
                name.get(name.position(), key);
                keys.add(key);
            }
        }
        return keys;
    }

    @Override
    public synchronized OptionalLong timeToLive(byte[] key) {
        Entry entry = live(ByteBuffer.wrap(key));
        if (entry == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(entry.end == NEVER ? Long.MAX_VALUE : entry.end - clock.getAsLong());
    }
}
