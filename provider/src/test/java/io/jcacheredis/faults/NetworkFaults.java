package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A network that fails as the kernel makes it fail. {@code src/test/netns/run} makes a namespace with a Redis in it and runs
 * this; no build does, as it needs root.
 */
class NetworkFaults {

    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final Duration FAULT = Duration.ofSeconds(4);
    /** How long a fault that lets something through lasts at most until that is a value. */
    private static final Duration LUCK = Duration.ofSeconds(30);

    private static final Duration BACK = Duration.ofSeconds(10);
    private static final String PORT = "6379";

    private final String netns = environment("NETNS");
    private long socketsBefore;
    private TwoModes modes;
    private Cache<String, String> degrading;
    private Cache<String, String> strict;

    /**
     * Shell commands; those of {@code $in} run in the namespace of the Redis.
     *
     * @param counts prints what the kernel counted of the fault, a number in each line; none may be 0
     */
    private record Fault(String name, String begin, String end, String counts, boolean isTotal) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                rule("dropped", "-j DROP", "dpt", true),
                rule("rejected", "-j REJECT --reject-with tcp-reset", "dpt", true),
                new Fault(
                        "link down",
                        "ip -n $NETNS link set redis down",
                        "ip -n $NETNS link set redis up",
                        "ip -n $NETNS link show redis | grep -c 'state DOWN'",
                        true),
                rule("30 % lost", "-m statistic --mode random --probability 0.3 -j DROP", "[ds]pt", false),
                new Fault(
                        "1 Mbit/s",
                        "tc qdisc add dev $NETNS_LINK root tbf rate 1mbit burst 16kbit latency 400ms",
                        "tc qdisc del dev $NETNS_LINK root",
                        "tc -s qdisc show dev $NETNS_LINK | sed -n 's/.*overlimits \\([0-9]*\\) .*/\\1/p'",
                        false));
    }

    /**
     * What becomes of packets on both ways.
     *
     * @param counted the ways that some come: to a server that gets none, and from one that answers
     */
    private static Fault rule(String name, String what, String counted, boolean isTotal) {
        String rule = "$in iptables %1$s INPUT -p tcp --dport " + PORT + " " + what;
        String back = what.contains("REJECT") ? "" : "; $in iptables %1$s OUTPUT -p tcp --sport " + PORT + " " + what;
        String counts = "$in iptables -nvxL | awk '/" + counted + ":" + PORT + "/ { print $1 }'";
        return new Fault(name, String.format(rule + back, "-A"), String.format(rule + back, "-D"), counts, isTotal);
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), "run by src/test/netns/run");
    }

    private String shell(String command) {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-ec", command.replace("$in", "ip netns exec " + netns))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JVM keeps one for itself from its first one on. */
    @BeforeAll
    static void openASocket() throws IOException {
        new ServerSocket(0).close();
    }

    @BeforeEach
    void open() {
        socketsBefore = sockets();
        modes = new TwoModes(URI.create(environment("NETNS_REDIS")), TwoModes.TIMEOUT);
        degrading = modes.degrading;
        strict = modes.strict;
    }

    @AfterEach
    void close() {
        modes.close();
        await().until(() -> sockets() <= socketsBefore);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("jcache-redis-") && thread.isAlive());
    }

    private static long sockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(NetworkFaults::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    /** What calls took and came to. */
    private static final class Tally {

        private long longest;
        private int calls;
        private int values;
        private int failures;

        void call(Supplier<String> call) {
            long begin = System.nanoTime();
            try {
                values += call.get() == null ? 0 : 1;
            } catch (CacheUnavailableException e) {
                failures++;
            }
            longest = Math.max(longest, (System.nanoTime() - begin) / 1_000_000);
            calls++;
        }

        @Override
        public String toString() {
            return calls + " calls, " + values + " values, " + failures + " errors, the longest " + longest + " ms";
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void bothModes_keepTheDeadline_andHealByThemselves(Fault fault) {
        for (Cache<String, String> cache : List.of(degrading, strict)) {
            cache.put("untouched", "old");
            cache.put("changed", "old");
        }
        Tally missing = new Tally();
        Tally throwing = new Tally();
        String counts;
        shell(fault.begin());
        try {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < FAULT.toNanos()
                    || (!fault.isTotal() && missing.values == 0 && System.nanoTime() - begin < LUCK.toNanos())) {
                missing.call(() -> degrading.get("untouched"));
                missing.call(() -> {
                    degrading.put("changed", "new");
                    return null;
                });
                throwing.call(() -> strict.get("untouched"));
            }
            counts = shell(fault.counts());
        } finally {
            shell(fault.end());
        }
        long back = System.nanoTime();
        await().atMost(BACK)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .until(() -> {
                    degrading.put("newer", "newer");
                    return "newer".equals(degrading.get("newer")) && "old".equals(strict.get("untouched"));
                });
        System.out.println(fault + ": degrade " + missing + "; strict " + throwing + "; both are back after "
                + (System.nanoTime() - back) / 1_000_000 + " ms");

        assertThat(counts.lines()).as("what the kernel did").isNotEmpty().doesNotContain("0");
        assertThat(degrading.get("changed")).isNotEqualTo("old");
        assertThat(Math.max(missing.longest, throwing.longest))
                .isLessThan(TwoModes.TIMEOUT.plus(SLACK).toMillis());
        assertThat(missing.failures).as("a cache that degrades throws nothing").isZero();
        if (fault.isTotal()) {
            assertThat(missing.values + throwing.values).isZero();
            assertThat(throwing.failures).isEqualTo(throwing.calls);
        } else {
            assertThat(missing.values).as("some get through").isPositive();
        }
    }
}
