package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Walks over the keys of one cache by SCAN, a batch a round trip. */
final class KeyScan implements Iterator<List<byte[]>> {

    /** Sends a command. A functional interface because a lambda can't be generic. */
    interface Sender {
        Page send(CommandObject<Page> command);
    }

    record Page(String cursor, List<?> keys) {}

    private static final String START_AND_END = "0";
    private static final Builder<Page> PAGE = new Builder<>() {
        @Override
        public Page build(Object reply) {
            List<?> parts = (List<?>) reply;
            return new Page(new String((byte[]) parts.get(0), US_ASCII), (List<?>) parts.get(1));
        }
    };

    private final Sender sender;
    private final byte[] pattern;
    private final int startLength;
    private final int batchSize;
    private String cursor = START_AND_END;
    private boolean finished;

    KeyScan(Sender sender, byte[] pattern, int startLength, int batchSize) {
        this.sender = sender;
        this.pattern = pattern;
        this.startLength = startLength;
        this.batchSize = batchSize;
    }

    @Override
    public boolean hasNext() {
        return !finished;
    }

    @Override
    public List<byte[]> next() {
        if (finished) {
            throw new NoSuchElementException();
        }
        CommandArguments scan = new CommandArguments(Command.SCAN)
                .add(cursor)
                .add("MATCH")
                .add(pattern)
                .add("COUNT")
                .add(batchSize)
                .add("TYPE")
                .add("string");
        Page page = sender.send(new CommandObject<>(scan, PAGE));
        cursor = page.cursor();
        finished = cursor.equals(START_AND_END);
        List<byte[]> keys = new ArrayList<>(page.keys().size());
        for (Object key : page.keys()) {
            keys.add(RedisEntryStore.entryKey((byte[]) key, startLength));
        }
        return keys;
    }
}
