package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.embedded.junit.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/**
 * A million entries among a million keys of others: an iterator needs little heap, and a clear never holds up the server.
 */
@RedisTest(ownServer = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("alone")
class IteratorMemoryIT {

    private static final int ENTRIES = 1_000_000;
    private static final String VALUE = "v".repeat(200);
    private static final List<String> FOREIGN = List.of("session:", "jcache:million-other:", "jcache:millio");

    /** One command over two million keys takes hundreds; a step that is preempted on a busy machine may take some. */
    private static final int SLOW_MILLIS = 50;

    private static final String FILL = """
            for i = ARGV[2], ARGV[3] do
              redis.call('SET', ARGV[1] .. string.format('%d', i), ARGV[4])
            end
            """;

    private final TestRedis redis;

    IteratorMemoryIT(TestRedis redis) {
        this.redis = redis;
    }

    @BeforeAll
    static void fill(TestRedis redis) {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            fill(client, "jcache:million:", ENTRIES, VALUE);
            for (String start : FOREIGN) {
                fill(client, start, ENTRIES / FOREIGN.size(), "x");
            }
        }
    }

    private static void fill(RedisClient client, String start, int count, String value) {
        int step = 20_000;
        for (int i = 0; i < count; i += step) {
            client.eval(FILL, 0, start, "" + i, "" + (Math.min(i + step, count) - 1), value);
        }
    }

    @Test
    @Order(1)
    void iterator_overAMillionEntries_seesEachOnceWithin64MiBOfHeap() {
        try (ChildJvm jvm = ChildJvm.of(IteratingJvm.class, redis.uri().toString(), "million", "" + ENTRIES)
                .options("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                .start()) {
            jvm.awaitEnd(Duration.ofMinutes(2));

            System.out.println("iterator: " + ENTRIES + " entries in " + jvm.value("millis") + " ms, "
                    + jvm.value("heapLiveMiB") + " of " + jvm.value("heapMaxMiB")
                    + " MiB of heap in use at the end");
            assertThat(jvm.value("entries")).isEqualTo("" + ENTRIES);
            assertThat(jvm.value("distinct")).isEqualTo("" + ENTRIES);
            assertThat(Integer.parseInt(jvm.value("heapMaxMiB"))).isLessThanOrEqualTo(64);
        }
    }

    @Test
    @Order(2)
    void clear_ofAMillionEntriesWhileOthersWrite_goesInBoundedSteps() {
        try (Opened opened = Opened.at(redis.uri());
                RedisClient client = RedisClient.create(redis.uri())) {
            Cache<Integer, String> million = opened.cache("million", Integer.class, String.class);
            Cache<String, String> busy = opened.cache("busy");
            Commands.send(client, Command.CONFIG, "SET", "slowlog-log-slower-than", "" + SLOW_MILLIS * 1000);
            Commands.send(client, Command.CONFIG, "RESETSTAT");
            Commands.send(client, Command.SLOWLOG, "RESET");
            AtomicBoolean cleared = new AtomicBoolean();
            CompletableFuture<Long> slowestPut = CompletableFuture.supplyAsync(() -> putUntil(cleared, busy));

            long start = System.nanoTime();
            million.clear();
            long millis = (System.nanoTime() - start) / 1_000_000;
            cleared.set(true);

            String stats = client.info("commandstats");
            System.out.println("clear: " + ENTRIES + " of " + 2 * ENTRIES + " keys in " + millis
                    + " ms; the slowest of " + calls(stats, "set") + " puts meanwhile took " + slowestPut.join()
                    + " ms; " + line(stats, "scan"));
            assertThat((List<?>) Commands.send(client, Command.SLOWLOG, "GET", "128"))
                    .isEmpty();
            assertThat(calls(stats, "scan")).isBetween(ENTRIES / 1000, 4 * ENTRIES / 1000);
            assertThat(calls(stats, "unlink")).isBetween(1, calls(stats, "scan"));
            assertThat(Stream.of("keys", "flushdb", "flushall", "del").filter(command -> calls(stats, command) > 0))
                    .isEmpty();
            // Scripts are only those that compare key spaces with other JVMs, now and then.
            assertThat(calls(stats, "eval") + calls(stats, "evalsha")).isLessThan(10);
            assertThat(million.iterator().hasNext()).isFalse();
            opened.manager.getCache("busy", String.class, String.class).clear();
            opened.provider.close();
            // Each clear leaves a key that goes by itself: it ends loads that began before.
            long epochs = client.exists("jcache-redis:loads:jcache:million:", "jcache-redis:loads:jcache:busy:");
            assertThat(client.dbSize() - epochs).isEqualTo(FOREIGN.size() * (long) (ENTRIES / FOREIGN.size()));
        }
    }

    /** Puts until the flag is set and returns how many milliseconds the slowest put took. */
    private static long putUntil(AtomicBoolean end, Cache<String, String> cache) {
        long slowest = 0;
        for (int i = 0; !end.get(); i++) {
            long start = System.nanoTime();
            cache.put("key-" + i % 1000, "value");
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        return slowest / 1_000_000;
    }

    private static int calls(String stats, String command) {
        Matcher calls = Pattern.compile("calls=(\\d+)").matcher(line(stats, command));
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }

    private static String line(String stats, String command) {
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .collect(Collectors.joining());
    }
}
