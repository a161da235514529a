package io.jcacheredis.internal.store.redis;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/** How often a server did which command, as it counts itself. */
final class CommandStats {

    private static final Pattern LINE = Pattern.compile("cmdstat_([^:]+):calls=(\\d+).*");

    private CommandStats() {}

    static void reset(Jedis jedis) {
        jedis.configResetStat();
    }

    /** Since the reset, without what this class itself sends. */
    static Map<String, Long> of(Jedis jedis) {
        return jedis.info("commandstats")
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.matches() && !line.group(1).equals("config|resetstat"))
                .collect(Collectors.toMap(line -> line.group(1), line -> Long.valueOf(line.group(2))));
    }
}
