package io.jcacheredis.internal.store;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in a map: what mutations mean, without a Redis. It passes the same contract as the store on Redis, so that tests
 * of what lies above a store may use it in its place.
 */
public final class InMemoryEntryStore implements EntryStore {

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>();
    private final Map<ByteBuffer, Intents> intents = new HashMap<>();
    private final InMemoryLoads loads = new InMemoryLoads(this::mutate, this::hasIntents, this::clock);
    private final Map<String, Set<ByteBuffer>> tagged = new HashMap<>();
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

    private boolean hasIntents(ByteBuffer name) {
        return intents.containsKey(name);
    }

    private long clock() {
        return clock.getAsLong();
    }

    @Override
    public synchronized Outcome apply(byte[] key, Mutation mutation) {
        ByteBuffer name = ByteBuffer.wrap(key.clone());
        if (mutation.stage() instanceof LoadLease.Stage load) {
            return loads.step(name, mutation, load);
        }
        if (loads.areEndedBy(mutation)) {
            loads.end(name);
            if (mutation.action() == Action.REMOVE && mutation.stage() == null) {
                overtakeAll(name);
            }
        }
        if (!(mutation.stage() instanceof WriteIntent.Stage stage)) {
            return mutate(name, mutation);
        }
        Intents open = intents.computeIfAbsent(name, unused -> new Intents());
        if (open.ends.values().removeIf(end -> end < clock.getAsLong())) {
            open.overtaken.clear();
            open.overtaken.addAll(open.ends.keySet());
            open.life = null;
        }
        try {
            return step(name, mutation, stage, open);
        } finally {
            if (open.ends.isEmpty()) {
                intents.remove(name);
            }
        }
    }

    private void overtakeAll(ByteBuffer name) {
        Intents open = intents.get(name);
        if (open != null) {
            open.overtaken.addAll(open.ends.keySet());
            open.life = null;
        }
    }

    /** The open intents of an entry. */
    private static final class Intents {
        /** When each of them counts as given up. */
        private final Map<String, Long> ends = new HashMap<>();

        private final Set<String> overtaken = new HashSet<>();
        /** When the entry was to expire before it was shortened, or null. */
        private @Nullable Long life;
    }

    private Outcome step(ByteBuffer name, Mutation mutation, WriteIntent.Stage stage, Intents open) {
        String token = new String(stage.token(), StandardCharsets.US_ASCII);
        long fence = stage.fenceMillis();
        return switch (stage.step()) {
            case YIELD -> giveWay(name, mutation, open);
            case ANNOUNCE -> {
                Outcome look = mutate(name, mutation);
                boolean holds = look.existed() == (mutation.condition() != Condition.ABSENT);
                if (look.kind() != Outcome.Kind.DIFFERS && (holds || mutation.condition() == Condition.ANY)) {
                    announce(name, token, fence, open);
                }
                yield look;
            }
            case WITHDRAW -> {
                open.ends.remove(token);
                if (open.ends.isEmpty()) {
                    restore(name, fence, open);
                }
                yield new Outcome.Missing();
            }
            case COMMIT, COMMIT_OR_REPEAT -> commit(name, mutation, stage.step(), token, fence, open);
        };
    }

    private Outcome giveWay(ByteBuffer name, Mutation mutation, Intents open) {
        if (open.ends.isEmpty()) {
            return mutate(name, mutation);
        }
        if (mutation.action() == Action.SET) {
            return new Outcome.Discarded();
        }
        boolean stays = mutation.expiry().access() != Special.ZERO;
        return mutate(name, stays ? mutation.with(mutation.expiry().with(Slot.ACCESS, Special.UNCHANGED)) : mutation);
    }

    private Outcome commit(
            ByteBuffer name, Mutation mutation, WriteIntent.Step step, String token, long fence, Intents open) {
        boolean repeats = step == WriteIntent.Step.COMMIT_OR_REPEAT;
        Outcome outcome;
        boolean refused;
        if (open.ends.containsKey(token) && !open.overtaken.contains(token)) {
            restore(name, fence, open);
            outcome = mutate(name, mutation);
            if (outcome.kind() == Outcome.Kind.DURATION_NEEDED) {
                shorten(name, fence, open);
                return outcome;
            }
            refused =
                    !outcome.changed() && (mutation.action() == Action.SET || mutation.condition() == Condition.EQUALS);
        } else {
            Entry entry = live(name);
            outcome = entry == null ? new Outcome.Found(null, false) : new Outcome.Differs(entry.value.clone());
            refused = true;
        }
        if (refused && repeats) {
            announce(name, token, fence, open);
            return outcome;
        }
        if (refused) {
            outcome = mutate(name, Mutation.remove(mutation.report()));
        }
        open.ends.remove(token);
        open.overtaken.clear();
        open.overtaken.addAll(open.ends.keySet());
        open.ends.replaceAll((other, end) -> Math.max(end, clock.getAsLong() + fence));
        open.life = null;
        if (!open.ends.isEmpty()) {
            shorten(name, fence, open);
        }
        return outcome;
    }

    private void announce(ByteBuffer name, String token, long fence, Intents open) {
        open.ends.put(token, clock.getAsLong() + fence);
        open.overtaken.remove(token);
        shorten(name, fence, open);
    }

    private void shorten(ByteBuffer name, long fence, Intents open) {
        Entry entry = live(name);
        if (entry != null && left(entry) > fence) {
            open.life = open.life == null ? entry.end : open.life;
            entries.put(name, new Entry(entry.value, clock.getAsLong() + fence));
        }
    }

    private void restore(ByteBuffer name, long fence, Intents open) {
        Entry entry = live(name);
        if (open.life != null && entry != null && left(entry) <= fence) {
            entries.put(name, new Entry(entry.value, open.life));
        }
    }

    private long left(Entry entry) {
        return entry.end == NEVER ? NEVER : entry.end - clock.getAsLong();
    }

    private Outcome mutate(ByteBuffer name, Mutation mutation) {
        Entry entry = live(name);
        Outcome outcome = entry == null ? onMissing(name, mutation) : onPresent(name, entry, mutation);
        if (outcome instanceof Outcome.Created || (outcome instanceof Outcome.Updated updated && !updated.expired())) {
            mutation.tags()
                    .names()
                    .forEach(tag -> tagged.computeIfAbsent(tag, unused -> new HashSet<>())
                            .add(name));
        }
        return outcome;
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
    public synchronized Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        List<byte[]> keys = liveKeys(selection);
        List<List<byte[]>> batches = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += batchSize) {
            batches.add(keys.subList(from, Math.min(from + batchSize, keys.size())));
        }
        return batches.iterator();
    }

    @Override
    public synchronized long purge(Purge purge) {
        loads.endAll();
        List<byte[]> keys = liveKeys(purge.selection());
        keys.forEach(key -> entries.remove(ByteBuffer.wrap(key)));
        purge.step().done(keys.size(), keys.size());
        return keys.size();
    }

    private boolean isMeant(byte[] key, Selection selection) {
        if (selection instanceof Tags tags) {
            return tags.names().stream()
                    .anyMatch(tag -> tagged.getOrDefault(tag, Set.of()).contains(ByteBuffer.wrap(key)));
        }
        return Glob.matches(((KeyPattern) selection).glob(), key);
    }

    private List<byte[]> liveKeys(Selection selection) {
        List<byte[]> keys = new ArrayList<>();
        for (ByteBuffer name : List.copyOf(entries.keySet())) {
            if (live(name) != null) {
                byte[] key = new byte[name.remaining()];
                name.get(name.position(), key);
                if (isMeant(key, selection)) {
                    keys.add(key);
                }
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
