package io.jcacheredis.internal.connection.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.ConnectionMeters;
import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.Repeated;
import io.jcacheredis.internal.connection.ReplicatedExchange;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.TestConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
import redis.clients.jedis.util.JedisClusterCRC16;

@Tag("servers")
class ClusterConnectionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static EmbeddedCluster cluster;

    private final SlotMoves moves = new SlotMoves(cluster);
    private ClusterConnections connections;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        connections = (ClusterConnections)
                TestConnections.open(RedisAddress.parse(cluster.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void mend() {
        connections.close();
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
    }

    private static CommandObject<Long> increment(String key) {
        return new CommandObject<>(new CommandArguments(Command.INCR).key(key.getBytes(UTF_8)), BuilderFactory.LONG);
    }

    private static CommandObject<String> set(String key, String value) {
        return new CommandObject<>(
                new CommandArguments(Command.SET).key(key.getBytes(UTF_8)).add(value), BuilderFactory.STRING);
    }

    private static CommandObject<String> get(String key) {
        return new CommandObject<>(new CommandArguments(Command.GET).key(key.getBytes(UTF_8)), BuilderFactory.STRING);
    }

    private static int slot(String key) {
        return JedisClusterCRC16.getSlot(key);
    }

    private static Jedis jedis(EmbeddedRedis node) {
        return new Jedis(node.uri());
    }

    private static String idOf(EmbeddedRedis node) {
        try (Jedis jedis = jedis(node)) {
            return jedis.clusterMyId();
        }
    }

    @Test
    void bulk_overAllNodes_hasRepliesInOrder() {
        List<CommandObject<String>> sets = new ArrayList<>();
        List<CommandObject<String>> gets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sets.add(set("bulk" + i, "v" + i));
            gets.add(get("bulk" + i));
        }
        connections.executeAll(sets, ReplyLimits.NONE);
        List<Object> replies = connections.executeAll(gets, ReplyLimits.NONE);

        for (int i = 0; i < 1000; i++) {
            assertThat(new String((byte[]) replies.get(i), UTF_8)).isEqualTo("v" + i);
        }
        assertThat(connections.askedForSlots()).isEqualTo(1);
    }

    @Test
    void slotsMovedUnderLoad_noWriteIsLostOrDoneTwice() throws InterruptedException {
        countWhileSlotsMove("{moving}", connections);
    }

    @Test
    void slotsMovedUnderLoad_whoWaitsForReplicasWaitsWhereTheWriteWent() throws InterruptedException {
        countWhileSlotsMove("{waiting}", new ReplicatedExchange(connections, 1, TIMEOUT));
    }

    /** Those of where it was sent first have nothing of it and would say that they have all. */
    @Test
    void redirectedChange_waitsForTheReplicasOfWhereItWent() {
        Exchange changes = new ReplicatedExchange(connections, 1, TIMEOUT.dividedBy(4));
        EmbeddedRedis other = moves.otherThanMasterOf("redirected");
        changes.execute(set("redirected", "at home"));
        String theirs = keyOf(other);
        EmbeddedRedis replica = replicaOf(other);
        replica.pause();

        AtomicInteger step = new AtomicInteger();
        moves.move("redirected", other, () -> {
            if (step.incrementAndGet() == 2) { // by ASK
                assertThatThrownBy(() -> changes.execute(set("redirected", "asked")))
                        .hasMessageContaining("only 0 of 1");
            }
        });
        assertThatThrownBy(() -> changes.executeAll(List.of(set("redirected", "moved")), ReplyLimits.NONE))
                .hasMessageContaining("only 0 of 1");
        assertThatThrownBy(() -> changes.execute(set(theirs, "v"))).hasMessageContaining("only 0 of 1");
        assertThat(connections.execute(get("redirected"))).isEqualTo("moved");
    }

    private static EmbeddedRedis replicaOf(EmbeddedRedis master) {
        List<?> role = Servers.ask(master, Jedis::role);
        List<?> first = (List<?>) ((List<?>) role.get(2)).get(0);
        return cluster.nodes().stream()
                .filter(node -> Integer.toString(node.port()).equals(text(first.get(1))))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, UTF_8) : reply.toString();
    }

    private void countWhileSlotsMove(String tag, Exchange changes) throws InterruptedException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            keys.add(tag + i);
        }
        Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
        EmbeddedRedis home = cluster.masterOf(tag);
        EmbeddedRedis other = moves.otherThanMasterOf(tag);
        try (Repeated load = new Repeated(4, (thread, turn) -> {
            int i = thread + turn;
            String key = keys.get(i % keys.size());
            changes.execute(increment(key));
            counts.computeIfAbsent(key, k -> new AtomicLong()).incrementAndGet();
            if (i % 10 == 0) {
                changes.executeAll(
                        List.of(increment(key), increment("elsewhere" + i % 7), increment(key)), ReplyLimits.NONE);
                counts.get(key).addAndGet(2);
            }
        })) {
            for (int i = 0; i < 6; i++) {
                moves.move(tag, i % 2 == 0 ? other : home, () -> awaitMore(load, counts));
            }
            load.stop();
        }

        for (String key : keys) {
            assertThat(connections.execute(get(key)))
                    .as(key)
                    .isEqualTo(counts.get(key).toString());
        }
    }

    private static void awaitMore(Repeated load, Map<String, AtomicLong> counts) {
        long before = sum(counts);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
            load.check();
            return sum(counts) > before + 200;
        });
    }

    private static long sum(Map<String, AtomicLong> counts) {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    @Test
    void masterKilled_othersGoOn_andItsSlotsComeBack() {
        EmbeddedRedis killed = cluster.masterOf("killed");
        String elsewhere = keyOf(moves.otherThanMasterOf("killed"));
        connections.execute(set("killed", "before"));
        connections.execute(set(elsewhere, "1"));
        int asked = connections.askedForSlots();
        killed.kill();
        long begin = System.nanoTime();
        long longest = 0;
        long failures = 0;
        boolean back = false;
        while (!back && System.nanoTime() - begin < PATIENCE.toNanos()) {
            long step = System.nanoTime();
            assertThat(connections.execute(get(elsewhere))).isEqualTo("1");
            longest = Math.max(longest, System.nanoTime() - step);
            try {
                back = connections.execute(set("killed", "after")).equals("OK");
            } catch (JedisException e) {
                failures++;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        assertThat(back).isTrue();
        assertThat(failures).isPositive();
        assertThat(Duration.ofNanos(longest)).as("those elsewhere").isLessThan(TIMEOUT.dividedBy(2));
        assertThat(connections.askedForSlots() - asked)
                .as("questions in %s s with %s failures; a dead node may be asked too", seconds, failures)
                .isLessThan((int) (seconds * 5 * 3) + 6);
        assertThat(connections.execute(get("killed"))).isEqualTo("after");
    }

    @Test
    void masterThatStandsStill_holdsUpItsOwnKeysOnly_untilItIsReplaced() {
        EmbeddedRedis paused = cluster.masterOf("paused");
        String elsewhere = keyOf(moves.otherThanMasterOf("paused"));
        connections.execute(set("paused", "before"));
        connections.execute(set(elsewhere, "1"));
        paused.pause();
        AtomicInteger done = new AtomicInteger();

        await().atMost(PATIENCE).until(() -> {
            long begin = System.nanoTime();
            assertThat(connections.execute(get(elsewhere))).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.dividedBy(2));
            done.incrementAndGet();
            try {
                return connections.execute(set("paused", "after")).equals("OK");
            } catch (JedisException e) {
                return false;
            }
        });
        assertThat(done.get()).isPositive();
        EmbeddedRedis untouched = cluster.masterOf(elsewhere);
        ConnectionMeters meters = connections.metersByServer().get(untouched.host() + ":" + untouched.port());
        assertThat(meters.late() + meters.notSent() + meters.outages()).isZero();
        assertThat(connections.meters().late()).isPositive();
        paused.resume();
        cluster.awaitReady();
        assertThat(connections.execute(get("paused"))).isEqualTo("after");
    }

    private static String keyOf(EmbeddedRedis node) {
        for (int i = 0; ; i++) {
            String key = "at" + i;
            if (cluster.masterOf(key) == node) {
                return key;
            }
        }
    }

    /** A redirection to a node that redirects back. */
    @Test
    void redirectionsThatGoRound_end() {
        int slot = slot("round");
        EmbeddedRedis home = cluster.masterOf("round");
        EmbeddedRedis other = moves.otherThanMasterOf("round");
        try (Jedis left = jedis(home)) {
            // It asks to go to one that has not been told to import, which says MOVED to it.
            left.clusterSetSlotMigrating(slot, idOf(other));
            try {
                long begin = System.nanoTime();

                assertThatThrownBy(() -> connections.execute(get("round")))
                        .isInstanceOf(JedisException.class)
                        .hasMessageMatching("(?s).*(MOVED|ASK).*");

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(2));
            } finally {
                left.clusterSetSlotStable(slot);
            }
        }
        assertThat(connections.execute(get("round"))).isNull();
    }

    @Test
    void allNodesGone_failsWithinTheDeadline_andComesBack() {
        connections.execute(set("all", "1"));
        cluster.nodes().forEach(EmbeddedRedis::pause);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> connections.execute(get("all"))).isInstanceOf(JedisException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(2));
        cluster.nodes().forEach(EmbeddedRedis::resume);

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(() -> connections.execute(get("all")).equals("1"));
    }

    @Test
    void wrongPassword_isSaid_andShowsNowhere() {
        try (EmbeddedRedis one = EmbeddedRedis.builder().password("s3cr3t").start()) {
            String url = "redis+cluster://:wr0ng@127.0.0.1:" + one.port();
            try (RedisConnections wrong = TestConnections.open(RedisAddress.parse(url), TIMEOUT)) {
                assertThatThrownBy(() -> wrong.execute(get("x")))
                        .satisfies(e -> assertThat(wrong.failure("cache", (JedisException) e))
                                .hasMessageContaining("WRONGPASS")
                                .hasMessageNotContaining("wr0ng"));
            }
            try (RedisConnections none =
                    TestConnections.open(RedisAddress.parse(url.replace("wr0ng", "s3cr3t")), TIMEOUT)) {
                assertThatThrownBy(() -> none.execute(get("x")))
                        .satisfies(e -> assertThat(none.failure("cache", (JedisException) e))
                                .hasMessageContaining("cluster support disabled"));
            }
        }
    }
}
