package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.ServerTour;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Walks over the keys of one cache by SCAN, a batch a round trip, from server to server. */
final class KeyScan implements Iterator<List<byte[]>> {

    record Page(String cursor, List<?> keys) {}

    private static final String START_AND_END = "0";
    private static final Builder<Page> PAGE = new Builder<>() {
        @Override
        public Page build(Object reply) {
            List<?> parts = (List<?>) reply;
            return new Page(new String((byte[]) parts.get(0), US_ASCII), (List<?>) parts.get(1));
        }
    };

    private final ServerTour servers;
    private final Function<JedisException, RuntimeException> failure;
    private final byte[] pattern;
    private final int startLength;
    private final int batchSize;
    private String cursor = START_AND_END;
    private int stop;
    private boolean finished;

    KeyScan(
            ServerTour servers,
            Function<JedisException, RuntimeException> failure,
            byte[] pattern,
            int startLength,
            int batchSize) {
        this.servers = servers;
        this.failure = failure;
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
        try {
            return nextPage();
        } catch (JedisException e) {
            throw failure.apply(e);
        }
    }

    private List<byte[]> nextPage() {
        if (stop != servers.stop()) {
            stop = servers.stop();
            cursor = START_AND_END;
        }
        CommandArguments scan = new CommandArguments(Command.SCAN)
                .add(cursor)
                .add("MATCH")
                .add(pattern)
                .add("COUNT")
                .add(batchSize)
                .add("TYPE")
                .add("string");
        Page page = servers.execute(new CommandObject<>(scan, PAGE));
        cursor = page.cursor();
        finished = cursor.equals(START_AND_END) && !servers.next();
        List<byte[]> keys = new ArrayList<>(page.keys().size());
        for (Object key : page.keys()) {
            keys.add(RedisEntryStore.entryKey((byte[]) key, startLength));
        }
        return keys;
    }
}
