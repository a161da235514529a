package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import redis.clients.jedis.Jedis;

/** Reads, and which servers they went to, as those count it themselves. What a replica gets from its master is never among it. */
final class ReadCounts {

    /** Of caches whose reads are timed: so long that a busy machine does not make them late. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern READ =
            Pattern.compile("cmdstat_(get|mget|exists|getex|getdel|eval|evalsha|scan|strlen|pttl):calls=(\\d+)");

    private static final Pattern REFUSED = Pattern.compile("cmdstat_get:.*rejected_calls=(\\d+)");

    private ReadCounts() {}

    /** Begins anew. */
    static void reset(Collection<EmbeddedRedis> nodes) {
        for (EmbeddedRedis node : nodes) {
            try (Jedis jedis = new Jedis(node.uri())) {
                jedis.configResetStat();
            }
        }
    }

    /** The commands that read, and those of caches that do so among others, with how often they were sent. */
    static Map<String, Integer> of(EmbeddedRedis node) {
        Map<String, Integer> counts = new TreeMap<>();
        try (Jedis jedis = new Jedis(node.uri())) {
            Matcher matcher = READ.matcher(jedis.info("commandstats"));
            while (matcher.find()) {
                counts.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
            }
        }
        return counts;
    }

    /** Reads an entry over and over for so long: each time it is there, within the {@link #TIMEOUT} of the cache. */
    static void readWithinTheDeadline(Cache<String, String> cache, String key, String value, Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            assertThat(cache.get(key)).isEqualTo(value);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
        }
    }

    /** How many reads it refused, as one does that may not answer with what it has. */
    static int refusedBy(EmbeddedRedis node) {
        try (Jedis jedis = new Jedis(node.uri())) {
            Matcher matcher = REFUSED.matcher(jedis.info("commandstats"));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        }
    }

    /** Waits until reads go to each of these replicas, and none to any of these masters. */
    static void awaitFrom(List<EmbeddedRedis> replicas, List<EmbeddedRedis> masters, Runnable reads) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            reset(replicas);
            reset(masters);
            reads.run();
            assertThat(masters).allSatisfy(master -> assertThat(of(master)).doesNotContainKey("get"));
            assertThat(replicas).allSatisfy(replica -> assertThat(of(replica)).containsKey("get"));
        });
    }
}
