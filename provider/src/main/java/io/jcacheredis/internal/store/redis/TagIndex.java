package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.store.EntryStore.Purge;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * The indexes of the tags of one cache: {@code tag.lua} writes them together with the entries, {@code purge-tagged.lua} removes entries
 * by them. In a cluster each slot has its own, as a script may use keys of one slot only; one server has one for all.
 */
final class TagIndex {

    private static final byte[] INDEX = "tag:".getBytes(US_ASCII);
    private static final byte[] DIRECTORY = "tags:".getBytes(US_ASCII);
    private static final Script PURGE = Script.load("purge-tagged.lua");
    private static final int PROBES = 1024;

    private final byte[] start;
    private final SlotPlaces places;
    private final LoadKeys loads;

    /**
     * The indexes of the cache with these keys.
     *
     * @param loads those that a purge ends
     */
    TagIndex(byte[] start, SlotPlaces places, LoadKeys loads) {
        this.start = start;
        this.places = places;
        this.loads = loads;
    }

    /** What all keys of the cache begin with. */
    byte[] start() {
        return start;
    }

    /** The Redis keys that a write of an entry with these tags needs: of the entry, and what {@code tag.lua} wants after it. */
    List<byte[]> keys(byte[] redisKey, Set<String> tags) {
        byte[] place = places.of(redisKey);
        List<byte[]> keys = new ArrayList<>();
        tags.forEach(tag -> keys.add(index(place, tag)));
        keys.add(KeySpace.join(KeySpace.join(place, DIRECTORY), start));
        return keys;
    }

    private byte[] index(byte[] place, String tag) {
        return KeySpace.join(KeySpace.join(KeySpace.join(place, INDEX), start), tag.getBytes(UTF_8));
    }

    /**
     * Walks over the entries that have any of these tags.
     *
     * @param exchange sends commands together, and reads their replies
     */
    Iterator<List<byte[]>> scan(
            Set<String> tags, int batchSize, Function<List<CommandObject<Object>>, List<Object>> exchange) {
        return new TagScan(start, tags.iterator(), tag -> indexes(tag, exchange), batchSize, exchange);
    }

    /** Removes the entries that have any of these tags, and tells how many there were. */
    long purge(Set<String> tags, Purge how, Function<List<CommandObject<Object>>, List<Object>> exchange) {
        long removed = 0;
        for (String tag : tags) {
            for (byte[] index : indexes(tag, exchange)) {
                removed += purge(index, how, exchange);
            }
        }
        return removed;
    }

    /** Ends with the step that had room for all that the index had: what is in it then came after the call. */
    private long purge(byte[] index, Purge how, Function<List<CommandObject<Object>>, List<Object>> exchange) {
        long removed = 0;
        long batch = how.batchSize();
        for (long before = Long.MAX_VALUE; ; ) {
            CommandArguments call = PURGE.call(index, loads.epoch(index))
                    .add(start)
                    .add(batch)
                    .add(loads.newEpochName())
                    .add(loads.epochMillis());
            List<?> reply = (List<?>) exchange.apply(List.of(new CommandObject<>(call, BuilderFactory.RAW_OBJECT)))
                    .get(0);
            long now = (Long) reply.get(0);
            long count = (Long) reply.get(1);
            removed += now;
            how.step().done(Math.min(batch, count), now);
            if (count <= batch) {
                return removed;
            }
            if (count >= before) {
                batch *= 2; // others write as fast as we remove
            }
            before = count;
        }
    }

    /** Those that are there. A cluster has no list of them that could not miss one, so each slot is asked. */
    private List<byte[]> indexes(String tag, Function<List<CommandObject<Object>>, List<Object>> exchange) {
        if (places.count() == 1) {
            return List.of(index(places.at(0), tag));
        }
        List<byte[]> found = new ArrayList<>();
        for (int slot = 0; slot < places.count(); slot += PROBES) {
            List<byte[]> some = new ArrayList<>();
            List<CommandObject<Object>> questions = new ArrayList<>();
            for (int each = slot; each < slot + PROBES; each++) {
                byte[] index = index(places.at(each), tag);
                some.add(index);
                questions.add(new CommandObject<>(
                        new CommandArguments(Command.EXISTS).key(index), BuilderFactory.RAW_OBJECT));
            }
            Iterator<Object> answers = exchange.apply(questions).iterator();
            some.forEach(index -> {
                if (Long.valueOf(1).equals(answers.next())) {
                    found.add(index);
                }
            });
        }
        return found;
    }
}
