package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * Walks over the entries that have any of some tags: by ZSCAN over the indexes of these, which misses nothing while others write to them, and
 * by asking for each entry whether it is still there. An entry with two of the tags comes twice.
 */
final class TagScan implements Iterator<List<byte[]>> {

    private static final String START_AND_END = "0";

    private final byte[] start;
    private final Iterator<String> tags;
    private final Function<String, List<byte[]>> indexesOf;
    private final int batchSize;
    private final Function<List<CommandObject<Object>>, List<Object>> exchange;
    private Iterator<byte[]> indexes = Collections.emptyIterator();
    private byte @Nullable [] index;
    private String cursor = START_AND_END;

    /**
     * A walk over entries of one cache.
     *
     * @param start what all its keys begin with
     * @param indexesOf tells the indexes of a tag
     * @param exchange sends commands together, and reads their replies
     */
    TagScan(
            byte[] start,
            Iterator<String> tags,
            Function<String, List<byte[]>> indexesOf,
            int batchSize,
            Function<List<CommandObject<Object>>, List<Object>> exchange) {
        this.start = start;
        this.tags = tags;
        this.indexesOf = indexesOf;
        this.batchSize = batchSize;
        this.exchange = exchange;
    }

    @Override
    public boolean hasNext() {
        return index != null || indexes.hasNext() || tags.hasNext();
    }

    @Override
    public List<byte[]> next() {
        byte[] current = index;
        if (current == null) {
            if (!indexes.hasNext()) {
                indexes = indexesOf.apply(tags.next()).iterator();
            }
            if (!indexes.hasNext()) {
                return List.of();
            }
            current = indexes.next();
        }
        List<byte[]> entries = page(current);
        index = cursor.equals(START_AND_END) ? null : current;
        return entries;
    }

    private List<byte[]> page(byte[] current) {
        CommandArguments scan = new CommandArguments(Command.ZSCAN)
                .key(current)
                .add(cursor)
                .add("COUNT")
                .add(batchSize);
        List<?> reply = (List<?>) exchange.apply(List.of(raw(scan))).get(0);
        cursor = new String((byte[]) reply.get(0), US_ASCII);
        List<byte[]> entries = new ArrayList<>();
        List<?> membersAndScores = (List<?>) reply.get(1);
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            entries.add((byte[]) membersAndScores.get(i));
        }
        return thatAreThere(entries);
    }

    private List<byte[]> thatAreThere(List<byte[]> entries) {
        List<Object> answers = exchange.apply(entries.stream()
                .map(entry -> raw(new CommandArguments(Command.EXISTS).key(KeySpace.join(start, entry))))
                .toList());
        List<byte[]> present = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (Long.valueOf(1).equals(answers.get(i))) {
                present.add(entries.get(i));
            }
        }
        return present;
    }

    private static CommandObject<Object> raw(CommandArguments command) {
        return new CommandObject<>(command, BuilderFactory.RAW_OBJECT);
    }
}
