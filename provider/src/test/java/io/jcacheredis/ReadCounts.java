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
import redis.clients.jedis.Jedis;

/** Which servers were read from, as they count it themselves. What a replica gets from its master is never among it. */
final class ReadCounts {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern READ =
            Pattern.compile("cmdstat_(get|mget|exists|getex|getdel|eval|evalsha|scan|strlen|pttl):calls=(\\d+)");

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
