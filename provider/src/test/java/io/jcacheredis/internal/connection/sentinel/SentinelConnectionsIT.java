package io.jcacheredis.internal.connection.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.AtOnce;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.Login;
import io.jcacheredis.internal.connection.ReadFrom;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.Repeated;
import io.jcacheredis.internal.connection.ServerTour;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.connection.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

@Tag("servers")
class SentinelConnectionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration BACK = Duration.ofSeconds(5);
    /**
     * How long a replaced master may be written to: a second until the sentinels name the new one and one until they are asked, as
     * docs/failures.md says, and one of a busy machine.
     */
    private static final Duration ASTRAY = Duration.ofSeconds(3);

    /** What was known then is known by nobody any more. */
    private static final Duration LONG_AGO = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EmbeddedSentinel redis;

    private RedisConnections connections;

    @BeforeAll
    static void start() {
        redis = EmbeddedSentinel.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        connections = TestConnections.open(RedisAddress.parse(redis.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void mend() {
        connections.close();
        Servers.mend(redis.nodes());
        Servers.mend(redis.sentinels());
        redis.awaitReady();
    }

    private String set(String key, String value) {
        return connections.execute(
                new CommandObject<>(new CommandArguments(Command.SET).key(key).add(value), BuilderFactory.STRING));
    }

    private String get(String key) {
        return connections.execute(
                new CommandObject<>(new CommandArguments(Command.GET).key(key), BuilderFactory.STRING));
    }

    private static long increment(RedisConnections connections, String key) {
        return connections.execute(
                new CommandObject<>(new CommandArguments(Command.INCR).key(key), BuilderFactory.LONG));
    }

    private static String on(EmbeddedRedis node, String key) {
        try (Jedis jedis = new Jedis(node.uri())) {
            return jedis.get(key);
        }
    }

    @Test
    void commands_goToTheMaster_andOtherSentinelsAreLearned() {
        String one = "redis+sentinel://127.0.0.1:" + redis.sentinels().get(0).port() + "/mymaster";
        try (SentinelConnections byOne = (SentinelConnections) TestConnections.open(RedisAddress.parse(one), TIMEOUT)) {
            increment(byOne, "learned");

            assertThat(on(redis.master(), "learned")).isNotNull();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(byOne.sentinels()).hasSize(3));
        }
    }

    @Test
    void masterKilled_underLoad_isReplacedWithoutRestart() throws InterruptedException {
        AtomicLong answered = new AtomicLong();
        AtomicLong longest = new AtomicLong();
        int generation;
        try (Repeated load = new Repeated(4, (thread, turn) -> {
            long begin = System.nanoTime();
            try {
                increment(connections, "load" + thread);
                answered.incrementAndGet();
            } catch (JedisException e) {
                Thread.onSpinWait(); // expected while there is no master
            }
            longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        })) {
            await().atMost(PATIENCE).until(() -> {
                load.check();
                return answered.get() > 100;
            });
            EmbeddedRedis old = redis.master();
            generation = connections.generation();

            old.kill();
            await().atMost(PATIENCE).until(() -> redis.master() != old);
            long elected = answered.get();
            await().atMost(BACK).pollInterval(Duration.ofMillis(5)).until(() -> answered.get() > elected + 100);
            load.stop();
        }

        assertThat(connections.generation()).isNotEqualTo(generation);
        assertThat(Duration.ofNanos(longest.get())).isLessThan(TIMEOUT.multipliedBy(2));
        set("after", "failover");
        assertThat(on(redis.master(), "after")).isEqualTo("failover");
    }

    /** It does not know yet that it has been replaced: nobody told it. */
    @Test
    void masterThatStoodStill_isNotWrittenToAgain() {
        set("paused", "before");
        EmbeddedRedis old = redis.master();
        old.pause();
        await().atMost(PATIENCE).until(() -> redis.master() != old);
        await().atMost(BACK)
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(() -> set("paused", "after").equals("OK"));

        old.resume();
        set("paused", "last");

        assertThat(on(redis.master(), "paused")).isEqualTo("last");
        redis.awaitReady();
        assertThat(get("paused")).isEqualTo("last");
    }

    /** As after a JVM stood still: what it knew of the master is too old to be used by anybody while one of them asks. */
    @Test
    void masterDemotedWhileNobodyCalled_isReadByNoneOfManyThreads() throws Exception {
        SentinelViews.awaitReplicasKnown(redis);
        set("idle", "before");
        long known = System.nanoTime();
        EmbeddedRedis old = redis.master();
        SentinelViews.demoteMaster(redis);
        await().atMost(PATIENCE).until(() -> allSentinelsNameAnotherThan(old));
        try (Jedis successor = new Jedis(redis.master().uri())) {
            await().atMost(PATIENCE).until(() -> {
                successor.set("idle", "after");
                return "after".equals(successor.get("idle"));
            });
        }
        await().atMost(PATIENCE).until(() -> System.nanoTime() - known > LONG_AGO.toNanos());
        assertThat(on(old, "idle"))
                .as("at the old master, of which nobody has told it")
                .isEqualTo("before");

        assertThat(AtOnce.call(8, () -> get("idle"))).containsOnly("after");
    }

    private static boolean allSentinelsNameAnotherThan(EmbeddedRedis node) {
        return redis.sentinels().stream().allMatch(sentinel -> {
            try (Jedis jedis = new Jedis(sentinel.uri())) {
                return !jedis.sentinelMaster(redis.masterName()).get("port").equals("" + node.port());
            }
        });
    }

    /** A planned failover, of which nobody tells the old master for many seconds. Until we ask, it takes our writes. */
    @Test
    void masterDemoted_isNotWrittenToForLong_andEachWriteIsDoneOnce() {
        SentinelViews.awaitReplicasKnown(redis);
        List<EmbeddedRedis> replicas = redis.replicas();
        increment(connections, "planned"); // the sentinels have just been asked: that is when it takes longest
        SentinelViews.demoteMaster(redis);
        long count = 1;
        long unknown = 0;
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (replicas.stream().noneMatch(Servers::isMaster)) {
            assertThat(latest - System.nanoTime()).as("time left").isPositive();
            try {
                increment(connections, "planned");
                count++;
            } catch (JedisException e) {
                unknown += Failures.isNotSent(e) ? 0 : 1;
            }
        }
        long elected = System.nanoTime();
        EmbeddedRedis successor =
                replicas.stream().filter(Servers::isMaster).findFirst().orElseThrow();
        long replicated = Long.parseLong(on(successor, "planned"));
        assertThat(replicated)
                .as("acknowledged, and those of which it is unknown; replication may lose some")
                .isLessThanOrEqualTo(count + unknown);
        while (Long.parseLong(on(successor, "planned")) == replicated) {
            assertThat(Duration.ofNanos(System.nanoTime() - elected))
                    .as("since the election")
                    .isLessThan(ASTRAY);
            try {
                increment(connections, "planned");
            } catch (JedisException e) {
                Thread.onSpinWait(); // the old one's connections are broken
            }
        }
        for (int i = 0; i < 100; i++) {
            increment(connections, "planned");
        }

        assertThat(on(successor, "planned")).isEqualTo(Long.toString(replicated + 1 + 100));
    }

    @Test
    void sentinelThatStandsStill_holdsUpNobody() {
        redis.sentinels().get(0).pause();
        long begin = System.nanoTime();

        set("half", "open");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.dividedBy(2));
    }

    @Test
    void sentinelsGone_theKnownMasterIsUsed() {
        set("gone", "1");
        redis.sentinels().forEach(EmbeddedRedis::pause);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < Duration.ofSeconds(4).toNanos()) {
            assertThat(set("gone", "2")).isEqualTo("OK");
        }
    }

    @Test
    void unknownMaster_saysSoWithinTheDeadline() {
        String url = redis.uri().toString().replace("/mymaster", "/other");
        try (RedisConnections other = TestConnections.open(RedisAddress.parse(url), TIMEOUT)) {
            assertThatThrownBy(() -> increment(other, "x"))
                    .isInstanceOf(JedisException.class)
                    .satisfies(e -> assertThat(other.failure("cache", (JedisException) e))
                            .hasMessageContaining("No such master"));
        }
    }

    @Test
    void logins_ofServersAndSentinels_areTwo_andShowNowhere() {
        try (EmbeddedSentinel secured = EmbeddedSentinel.start(node -> node.password("s3cr3t"))) {
            for (EmbeddedRedis sentinel : secured.sentinels()) {
                try (Jedis jedis = new Jedis(sentinel.uri())) {
                    jedis.aclSetUser("default", "resetpass", ">0ther");
                }
            }
            RedisAddress address = RedisAddress.parse(secured.uri().toString());
            ConnectionSettings settings = new ConnectionSettings(
                    address, TIMEOUT, 2, "app-1", TlsSettings.DEFAULT, new Login(null, "0ther"), ReadFrom.MASTER);
            try (RedisConnections both = TestConnections.open(settings)) {
                assertThat(increment(both, "x")).isPositive();
                assertThat(both.toString() + settings).doesNotContain("s3cr3t", "0ther");
            }
            try (RedisConnections one = TestConnections.open(address, TIMEOUT)) {
                assertThatThrownBy(() -> increment(one, "x"))
                        .satisfies(e -> assertThat(one.failure("cache", (JedisException) e))
                                .hasMessageContaining("NOAUTH")
                                .hasMessageNotContaining("s3cr3t"));
            }
        }
    }

    @Test
    void scan_overAFailover_beginsAgainAndMissesNothing() {
        for (int i = 0; i < 100; i++) {
            set("scanned" + i, "x");
        }
        redis.awaitReady();
        ServerTour tour = connections.tour();
        int first = tour.stop();
        tour.execute(new CommandObject<>(new CommandArguments(Command.SCAN).add("0"), BuilderFactory.RAW_OBJECT_LIST));
        EmbeddedRedis old = redis.master();
        old.kill();
        await().atMost(PATIENCE).until(() -> redis.master() != old);
        await().atMost(BACK)
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(() -> set("x", "y").equals("OK"));

        assertThat(tour.next()).as("there is a new master to look through").isTrue();
        assertThat(tour.stop()).isNotEqualTo(first);
    }

    /** A network that swallows what is sent to one sentinel: nothing is refused, nothing answers. */
    @Test
    void sentinelBehindADeadLink_isNotWaitedFor() throws IOException {
        try (FaultProxy proxy = new FaultProxy(redis.sentinels().get(0).uri())) {
            proxy.hold(Way.TO_SERVER);
            URI dead = proxy.uri();
            String url = "redis+sentinel://" + dead.getAuthority() + ",127.0.0.1:"
                    + redis.sentinels().get(1).port() + "/mymaster";
            try (RedisConnections other = TestConnections.open(RedisAddress.parse(url), TIMEOUT)) {
                assertThat(increment(other, "dead-link")).isPositive();
            }
        }
    }
}
