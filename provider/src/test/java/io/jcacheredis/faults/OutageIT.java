package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** A real Redis that fails in each way that can be made to happen on one machine, and caches of both modes meanwhile. */
class OutageIT {

    private static final Duration TIMEOUT = TwoModes.TIMEOUT;
    /** A wait of a busy machine, not of ours. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static EmbeddedRedis redis;

    private TwoModes modes;
    private Cache<String, String> degrading;
    private Cache<String, String> strict;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.builder()
                .arguments("--enable-debug-command", "local")
                .start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        open(redis.uri());
    }

    private void open(URI uri) {
        modes = new TwoModes(uri, TIMEOUT);
        degrading = modes.degrading;
        strict = modes.strict;
    }

    @AfterEach
    void close() {
        modes.close();
        Servers.mend(redis);
        admin(client -> {
            send(client, Command.CONFIG, "SET", "maxmemory", "0");
            send(client, Command.REPLICAOF, "NO", "ONE");
            send(client, Command.CONFIG, "SET", "min-replicas-to-write", "0");
            send(client, Command.CONFIG, "SET", "maxclients", "1000");
            send(client, Command.FLUSHALL);
        });
    }

    private static void admin(Consumer<RedisClient> action) {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            action.accept(client);
        }
    }

    private static Object send(RedisClient client, Command command, String... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument);
        }
        return client.executeCommand(all);
    }

    /** A fault, what ends it, and whether reads are answered meanwhile. */
    private record Fault(String name, Runnable begin, Runnable end, boolean refusesReads, Reason reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                        new Fault("killed", () -> redis.kill(), OutageIT::restart, true, Reason.UNREACHABLE),
                        new Fault("stopped", () -> redis.stop(), OutageIT::restart, true, Reason.UNREACHABLE),
                        new Fault("frozen", () -> redis.pause(), () -> redis.resume(), true, Reason.UNREACHABLE),
                        new Fault(
                                "full",
                                () -> admin(c -> send(c, Command.CONFIG, "SET", "maxmemory", "1")),
                                () -> admin(c -> send(c, Command.CONFIG, "SET", "maxmemory", "0")),
                                false,
                                Reason.REFUSED),
                        new Fault(
                                "a replica of nobody",
                                () -> admin(c -> send(c, Command.REPLICAOF, "127.0.0.1", "1")),
                                () -> admin(c -> send(c, Command.REPLICAOF, "NO", "ONE")),
                                false,
                                Reason.REFUSED),
                        new Fault(
                                "without enough replicas",
                                () -> admin(c -> send(c, Command.CONFIG, "SET", "min-replicas-to-write", "1")),
                                () -> admin(c -> send(c, Command.CONFIG, "SET", "min-replicas-to-write", "0")),
                                false,
                                Reason.REFUSED),
                        new Fault(
                                "not permitted",
                                () -> admin(c -> send(c, Command.ACL, "SETUSER", "app", "-@all", "+acl|setuser")),
                                () -> admin(c -> send(c, Command.ACL, "SETUSER", "app", "+@all")),
                                true,
                                Reason.NOT_PERMITTED))
                .map(Arguments::of);
    }

    private static Duration took(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void restart() {
        redis.restart();
        makeUser();
    }

    private static void makeUser() {
        admin(client ->
                send(client, Command.ACL, "SETUSER", "app", "on", "allkeys", "allchannels", "+@all", ">secret"));
    }

    private void useAUser() {
        makeUser();
        modes.close();
        open(URI.create("redis://app:secret@127.0.0.1:" + redis.port()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void degrading_missesMeanwhile_andServesNothingOldAfterIt(Fault fault) {
        useAUser();
        degrading.put("changed", "old");
        degrading.put("removed", "old");
        degrading.put("untouched", "old");
        fault.begin().run();
        try {
            for (int round = 0; round < 5; round++) {
                Duration longest = took(() -> {
                    if (fault.refusesReads()) {
                        assertThat(degrading.get("untouched")).isNull();
                    }
                });
                assertThat(longest).isLessThan(TIMEOUT.plus(SLACK));
                assertThat(took(() -> degrading.put("changed", "new"))).isLessThan(TIMEOUT.plus(SLACK));
                assertThat(took(() -> degrading.remove("removed"))).isLessThan(TIMEOUT.plus(SLACK));
            }
            assertThat(degrading.get("changed")).isIn(null, "new").isNotEqualTo("old");
        } finally {
            fault.end().run();
        }

        for (int round = 0; round < 50; round++) {
            assertThat(degrading.get("changed")).isNotEqualTo("old");
            assertThat(degrading.get("removed")).isNull();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            degrading.put("changed", "newer");
            return "newer".equals(degrading.get("changed"));
        });
        assertThat(degrading.get("removed")).isNull();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void strict_throwsWithinTheDeadline_andGoesOnAfterIt(Fault fault) {
        useAUser();
        strict.put("key", "old");
        fault.begin().run();
        try {
            for (int round = 0; round < 5; round++) {
                CacheUnavailableException[] thrown = new CacheUnavailableException[1];
                Duration duration = took(() -> thrown[0] =
                        catchThrowableOfType(CacheUnavailableException.class, () -> strict.put("key", "new")));
                assertThat(duration).isLessThan(TIMEOUT.plus(SLACK));
                assertThat(thrown[0]).isNotNull();
                assertThat(thrown[0].reason()).isEqualTo(fault.reason());
                assertThat(thrown[0]).hasMessageContaining("'strict'").hasMessageNotContaining("secret");
                if (fault.reason() != Reason.UNREACHABLE) {
                    assertThat(thrown[0].isOutcomeUnknown())
                            .as("it was refused")
                            .isFalse();
                }
                if (fault.refusesReads()) {
                    assertThatThrownBy(() -> strict.get("key")).isInstanceOf(CacheUnavailableException.class);
                }
            }
        } finally {
            fault.end().run();
        }
        await().ignoreExceptions().atMost(Duration.ofSeconds(5)).until(() -> {
            strict.put("key", "newer");
            return "newer".equals(strict.get("key"));
        });
    }

    /** While it starts, a server answers everything with LOADING; a long script makes it answer BUSY. */
    @Test
    void busyWithAScript_isAnOutage() throws Exception {
        degrading.put("key", "old");
        admin(client -> send(client, Command.CONFIG, "SET", "busy-reply-threshold", "50"));
        Thread script = new Thread(() -> admin(client -> {
            try {
                client.eval("while true do end");
            } catch (RuntimeException e) {
                // It is killed.
            }
        }));
        script.start();
        try {
            await().until(() -> degrading.get("key") == null);
            assertThatThrownBy(() -> strict.get("key")).isInstanceOf(CacheUnavailableException.class);
        } finally {
            admin(client -> await().ignoreExceptions().until(() -> send(client, Command.SCRIPT, "KILL") != null));
            script.join();
        }
        await().until(() -> "old".equals(degrading.get("key")));
    }

    @Test
    void tooManyClients_isAnOutageAndNoStorm() {
        strict.put("key", "old");
        List<RedisClient> others = new ArrayList<>();
        try {
            modes.close(); // its connections are given back
            RedisClient admin = RedisClient.create(redis.uri());
            others.add(admin);
            send(admin, Command.CONFIG, "SET", "maxclients", "1");
            assertThat(took(() -> open(redis.uri())))
                    .isLessThan(TIMEOUT.multipliedBy(2).plus(SLACK));
            String before = admin.info("stats");
            for (int i = 0; i < 1000; i++) {
                assertThat(degrading.get("key")).isNull();
            }
            long refused = rejected(admin.info("stats")) - rejected(before);
            assertThat(refused).as("connections that were tried").isBetween(1L, 100L);
            assertThatThrownBy(() -> strict.get("key"))
                    .isInstanceOfSatisfying(
                            CacheUnavailableException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE));
            send(admin, Command.CONFIG, "SET", "maxclients", "1000");
        } finally {
            others.forEach(RedisClient::close);
        }
        await().ignoreExceptions().until(() -> "old".equals(strict.get("key")));
    }

    private static long rejected(String stats) {
        return stats.lines()
                .filter(line -> line.startsWith("rejected_connections:"))
                .mapToLong(line -> Long.parseLong(line.split(":", 2)[1].trim()))
                .sum();
    }

    /** Twenty outages of each kind: from the moment at which Redis answers again to the first answer to a cache. */
    @Test
    void recovery_takesNoSecond() {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            boolean frozen = round % 2 == 0;
            if (frozen) {
                redis.pause();
            } else {
                redis.kill();
            }
            Duration outage = Duration.ofMillis(50 + 97L * round % 700);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < outage.toNanos()) {
                assertThat(degrading.get("key")).isNull();
            }
            if (frozen) {
                redis.resume();
            } else {
                redis.restart();
            }
            long back = System.nanoTime();
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                degrading.put("key", "value");
                return degrading.get("key") != null;
            });
            millis.add((System.nanoTime() - back) / 1_000_000);
            degrading.remove("key");
        }
        System.out.println("recovery: " + millis + " ms after Redis answered again");
        assertThat(Collections.max(millis)).isLessThan(1000);
    }

    /** The call that finds out that Redis is back has half a second, however little of the time-out that is. */
    @Test
    void recovery_withALongTimeout_takesNoLonger() {
        try (TwoModes patient = new TwoModes(redis.uri(), Duration.ofSeconds(30))) {
            patient.strict.put("key", "old");
            redis.kill();
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> patient.strict.put("key", "new"))
                        .isInstanceOf(CacheUnavailableException.class);
            }
            redis.restart();

            await().ignoreExceptionsInstanceOf(CacheUnavailableException.class)
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> {
                        patient.strict.put("key", "newer");
                        return "newer".equals(patient.strict.get("key"));
                    });
        }
    }

    /** Once it is known that Redis is away, a miss costs no wait. */
    @Test
    void outage_costsLittle() {
        degrading.put("key", "value");
        redis.pause();
        try {
            for (int i = 0; i < 5; i++) {
                degrading.get("key");
            }
            Duration thousand = took(() -> {
                for (int i = 0; i < 1000; i++) {
                    assertThat(degrading.get("key")).isNull();
                }
            });
            System.out.println("outage: 1000 misses in " + thousand.toMillis() + " ms");
            assertThat(thousand).isLessThan(TIMEOUT.multipliedBy(4).plus(SLACK));
        } finally {
            redis.resume();
        }
    }

    @Test
    void meters_tellOfAnOutage() throws Exception {
        degrading.getCacheManager().enableStatistics("degrade", true);
        degrading.put("key", "value");
        assertThat(meter("CircuitBreakerState")).isEqualTo("CLOSED");
        assertThat(meter("Address")).isEqualTo("redis://127.0.0.1:" + redis.port());
        assertThat((long) meter("ConnectionsOpened")).isPositive();
        assertThat((long) meter("Outages")).isZero();
        redis.pause();
        try {
            for (int i = 0; i < 10; i++) {
                degrading.put("key", "new");
            }
            assertThat(meter("CircuitBreakerState")).isNotEqualTo("CLOSED");
            assertThat((long) meter("Outages")).isEqualTo(1);
            // The first one is sent; the next ones wait for a new connection, until none is tried any more.
            assertThat((long) meter("CallsLate")).isPositive();
            assertThat((long) meter("CallsLate") + (long) meter("CallsNotSent")).isGreaterThanOrEqualTo(10);
            CompositeData server = ((CompositeData[]) meter("Servers"))[0];
            assertThat(server.get("address")).isEqualTo("127.0.0.1:" + redis.port());
            assertThat(server.get("circuitBreakerState")).isNotEqualTo("CLOSED");
            assertThat((long) server.get("callsLate") + (long) server.get("callsNotSent"))
                    .isGreaterThanOrEqualTo(10);
            assertThat((long) ofCache("CacheDegradedCalls")).isEqualTo(10);
            assertThat((long) ofCache("CacheOwedEntries")).isEqualTo(1);
        } finally {
            redis.resume();
        }
        await().until(this::admits);
        assertThat(meter("CircuitBreakerState")).isEqualTo("CLOSED");
        await().until(() -> (long) ofCache("CacheOwedEntries") == 0);

        admin(client -> send(client, Command.CLIENT, "KILL", "TYPE", "NORMAL", "SKIPME", "YES"));
        degrading.get("key");
        assertThat((long) meter("CallsBroken")).isPositive();
        assertThat((long) meter("ReadsRepeated")).isEqualTo(1);
        assertThat((int) meter("ConnectionsBusy")).isZero();
        assertThat((int) meter("CallsWaiting")).isZero();
        modes.close();
        assertThat(SERVER.queryNames(new ObjectName("io.jcacheredis:*"), null)).isEmpty();
    }

    private static Object meter(String name) throws JMException {
        return SERVER.getAttribute(
                new ObjectName("io.jcacheredis:type=Connections,CacheManager=manager.degrade"), name);
    }

    private static Object ofCache(String name) throws JMException {
        return SERVER.getAttribute(
                new ObjectName("javax.cache:type=CacheStatistics,CacheManager=manager.degrade,Cache=degrade"), name);
    }

    @Test
    void startWithRedisDown_works_andHeals() {
        modes.close();
        redis.kill();
        assertThat(took(() -> open(redis.uri())))
                .isLessThan(TIMEOUT.multipliedBy(2).plus(SLACK));
        assertThat(degrading.get("key")).isNull();
        degrading.put("key", "lost");
        assertThatThrownBy(() -> strict.put("key", "value")).isInstanceOf(CacheUnavailableException.class);
        redis.restart();
        await().ignoreExceptions().until(() -> {
            strict.put("key", "value");
            return "value".equals(strict.get("key"));
        });
        await().until(() -> {
            degrading.put("key", "value");
            return "value".equals(degrading.get("key"));
        });
    }

    /** What was put, removed and cleared while Redis stood still is not served when it goes on, also where nobody asks for it. */
    @Test
    void debt_isSettledByItself() {
        degrading.put("a", "old");
        degrading.put("b", "old");
        redis.pause();
        try {
            degrading.put("a", "new");
            degrading.remove("b");
        } finally {
            redis.resume();
        }
        await().until(() -> degrading.get("another") == null && degrading.get("yet another") == null && admits());
        await().untilAsserted(() -> admin(client -> {
            assertThat(client.exists("jcache:degrade:a")).isFalse();
            assertThat(client.exists("jcache:degrade:b")).isFalse();
        }));
    }

    private boolean admits() {
        degrading.put("probe", "1");
        return degrading.get("probe") != null;
    }

    @Test
    void clearDuringAnOutage_isMadeUpFor() {
        for (int i = 0; i < 100; i++) {
            degrading.put("k" + i, "old");
        }
        redis.pause();
        try {
            degrading.clear();
            assertThat(degrading.iterator().hasNext()).isFalse();
        } finally {
            redis.resume();
        }
        await().until(this::admits);
        for (int i = 0; i < 100; i++) {
            assertThat(degrading.get("k" + i)).isNull();
        }
        await().untilAsserted(() ->
                admin(client -> assertThat(client.keys("jcache:degrade:k*")).isEmpty()));
    }
}
