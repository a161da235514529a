package io.jcacheredis.commandline.redis;

import io.jcacheredis.internal.connection.ReplyLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * What some entries say of all of a cache.
 *
 * @param entries how many were looked at; those that had expired meanwhile are not among them
 * @param bytes what these take in Redis
 * @param exact whether that is what Redis says; else it may not say so to the user, and only lengths are counted
 * @param lives how long they live on
 */
public record Sample(long entries, long bytes, boolean exact, Map<Life, Long> lives) {

    private static final int BATCH = 100;
    private static final long GONE = -2;
    private static final long ETERNAL = -1;

    /** How long entries live on. */
    public enum Life {
        /** Less than a minute. */
        UNDER_1M("<1m", Duration.ofMinutes(1)),
        /** From a minute on. */
        UNDER_10M("<10m", Duration.ofMinutes(10)),
        /** From ten minutes on. */
        UNDER_1H("<1h", Duration.ofHours(1)),
        /** From an hour on. */
        UNDER_1D("<1d", Duration.ofDays(1)),
        /** From a day on. */
        LONGER(">=1d", Duration.ofMillis(Long.MAX_VALUE)),
        /** They never expire. */
        ETERNAL("eternal", Duration.ZERO);

        private final String word;
        private final Duration end;

        Life(String word, Duration end) {
            this.word = word;
            this.end = end;
        }

        /** How tables and JSON name it. */
        public String word() {
            return word;
        }

        static Life of(long pttl) {
            if (pttl == Sample.ETERNAL) {
                return ETERNAL;
            }
            for (Life life : values()) {
                if (pttl < life.end.toMillis()) {
                    return life;
                }
            }
            return LONGER;
        }
    }

    /** Looks at entries: a round trip for each hundred. */
    public static Sample of(Session session, List<byte[]> keys) {
        long entries = 0;
        long bytes = 0;
        boolean exact = true;
        Map<Life, Long> lives = new EnumMap<>(Life.class);
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<byte[]> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
            List<Object> replies = session.askAll(commands(batch), ReplyLimits.NONE);
            for (int i = 0; i < batch.size(); i++) {
                Object pttl = replies.get(3 * i);
                if (!(pttl instanceof Long left) || left == GONE) {
                    continue;
                }
                boolean told = replies.get(3 * i + 1) instanceof Long;
                exact &= told;
                Object size = replies.get(told ? 3 * i + 1 : 3 * i + 2);
                entries++;
                bytes += (size instanceof Long number ? number : 0) + (told ? 0 : batch.get(i).length);
                lives.merge(Life.of(left), 1L, Long::sum);
            }
        }
        return new Sample(entries, bytes, exact, lives);
    }

    private static List<CommandObject<Object>> commands(List<byte[]> keys) {
        List<CommandObject<Object>> commands = new ArrayList<>();
        for (byte[] key : keys) {
            commands.add(Commands.on(key, Command.PTTL));
            commands.add(Commands.raw(
                    new CommandArguments(Command.MEMORY).add("USAGE").key(key)));
            commands.add(Commands.on(key, Command.STRLEN));
        }
        return commands;
    }

    /** What so many entries take, if they are as these. */
    public long estimate(long all) {
        return entries == 0 ? 0 : Math.round((double) bytes / entries * all);
    }
}
