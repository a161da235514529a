package io.jcacheredis.commandline.redis;

import io.jcacheredis.commandline.value.EntryLine;
import io.jcacheredis.commandline.value.StoredValue;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads entries with their time to live, which the provider gives one by one only: many in a round trip, and no more bytes at a time than
 * fit into a small heap, or one entry. Used by one thread.
 */
public final class EntryReader {

    private static final int TOGETHER = 8 << 20;
    private static final long ETERNAL = -1;

    private final Session session;
    private final CacheFacts cache;
    private long leftOut;

    /** Of that cache. */
    public EntryReader(Session session, CacheFacts cache) {
        this.session = session;
        this.cache = cache;
    }

    /** The entries of these keys that are there, as they come, but of keys that are not UTF-8. Takes them from the list. */
    public List<EntryLine> readSome(List<byte[]> redisKeys) {
        List<CommandObject<Object>> commands = new ArrayList<>();
        for (byte[] key : redisKeys) {
            commands.add(Commands.on(key, Command.PTTL));
            commands.add(Commands.on(key, Command.GET));
        }
        List<Object> replies = session.askAll(commands, new ReplyLimits(Integer.MAX_VALUE, TOGETHER));
        List<EntryLine> entries = new ArrayList<>();
        List<byte[]> left = new ArrayList<>();
        for (int i = 0; i < redisKeys.size(); i++) {
            Object value = replies.get(2 * i + 1);
            if (value == ReplyLimits.LEFT_OUT) {
                left.add(redisKeys.get(i));
            } else if (value instanceof byte[] bytes && replies.get(2 * i) instanceof Long ttl) {
                entry(redisKeys.get(i), bytes, ttl).ifPresent(entries::add);
            }
        }
        redisKeys.clear();
        redisKeys.addAll(left);
        return entries;
    }

    /** How many entries were left out so far, as their keys are not UTF-8. */
    public long leftOut() {
        return leftOut;
    }

    /** Empty if it expired between the two questions, or is left out. */
    private Optional<EntryLine> entry(byte[] redisKey, byte[] value, long ttl) {
        byte[] key = cache.space().entryKey(redisKey);
        if (key == null || (ttl <= 0 && ttl != ETERNAL)) {
            return Optional.empty();
        }
        Optional<String> name = EntryLine.key(key);
        if (name.isEmpty()) {
            leftOut++;
            return Optional.empty();
        }
        Duration left = ttl == ETERNAL ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(ttl);
        return Optional.of(new EntryLine(name.get(), StoredValue.of(value, cache.formats()), left));
    }
}
