package io.jcacheredis.examples.property.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Redis server says of itself.
 *
 * @param usedMemory in bytes
 * @param maxMemory in bytes; 0 if there is no limit
 * @param evictedKeys how many keys it removed for want of memory since it was started
 * @param expiredKeys how many keys reached the end of their time to live since it was started
 * @param averageTimeToLive how long keys have left on average, as the server estimates it from those that it looks at; all
 *     databases together, weighed by their keys
 */
public record ServerInfo(
        long usedMemory, long maxMemory, long evictedKeys, long expiredKeys, Duration averageTimeToLive) {

    private static final Pattern KEYSPACE = Pattern.compile("(?m)^db\\d+:keys=\\d+,expires=(\\d+),avg_ttl=(\\d+)");

    /** What the reply to INFO says. */
    static ServerInfo of(String info) {
        Map<String, String> fields = info.lines()
                .filter(line -> line.contains(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1),
                        (first, second) -> first));
        return new ServerInfo(
                number(fields, "used_memory"),
                number(fields, "maxmemory"),
                number(fields, "evicted_keys"),
                number(fields, "expired_keys"),
                averageTimeToLive(info));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static Duration averageTimeToLive(String info) {
        long keys = 0;
        long millis = 0;
        Matcher database = KEYSPACE.matcher(info);
        while (database.find()) {
            long expiring = Long.parseLong(database.group(1));
            keys += expiring;
            millis += expiring * Long.parseLong(database.group(2));
        }
        return Duration.ofMillis(keys == 0 ? 0 : millis / keys);
    }
}
