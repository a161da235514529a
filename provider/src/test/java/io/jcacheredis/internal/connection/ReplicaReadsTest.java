package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Which of the replicas and the master answers what: the replicas are servers on this machine, the master is in memory. */
@Timeout(60)
class ReplicaReadsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final LoopbackServer one = new LoopbackServer("replica", values::get);
    private final LoopbackServer other = new LoopbackServer("replica", values::get);
    private final LoopbackServer silent =
            new LoopbackServer("replica", command -> command.startsWith("GET") ? LoopbackServer.SILENCE : null);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<LaneFactory> factories = new ArrayList<>();
    private final List<NodeLanes> opened = new ArrayList<>();
    private final List<String> askedMaster = new ArrayList<>();
    private final List<Long> leftForMaster = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(NodeLanes::close);
        factories.forEach(LaneFactory::close);
        threads.shutdownNow();
        List.of(one, other, silent).forEach(LoopbackServer::close);
    }

    /** Has all values, and notes what it is asked. */
    private final class Master extends AbstractExchange {

        Master(ConnectionSettings settings) {
            super(settings);
        }

        @Override
        protected @Nullable Object[] send(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
            leftForMaster.add(deadline - System.nanoTime());
            return commands.stream()
                    .map(ReplicaReadsTest::keyOf)
                    .peek(askedMaster::add)
                    .map(key -> "master's " + key)
                    .toArray();
        }
    }

    private static String keyOf(CommandArguments command) {
        return new String(command.get(1).getRaw(), US_ASCII);
    }

    private ReplicaReads reads(Duration timeout, ReplicaReads.Replicas replicas) {
        ConnectionSettings settings = new ConnectionSettings(RedisAddress.parse("redis://127.0.0.1"), timeout);
        LaneFactory factory = new LaneFactory(settings, threads);
        factories.add(factory);
        NodeLanes lanes = new NodeLanes(factory::toReplica);
        opened.add(lanes);
        return new ReplicaReads(new Master(settings), replicas, lanes, settings);
    }

    private ReplicaReads from(Node... nodes) {
        return reads(TIMEOUT, (command, deadline) -> List.of(nodes));
    }

    private List<String> get(ReplicaReads reads, Duration left, ReplyLimits limits, String... keys) {
        List<CommandArguments> commands = new ArrayList<>();
        for (String key : keys) {
            commands.add(new CommandArguments(Command.GET).key(key));
        }
        List<String> read = new ArrayList<>();
        for (Object reply : reads.send(commands, limits, System.nanoTime() + left.toNanos())) {
            read.add(reply instanceof byte[] bytes ? new String(bytes, US_ASCII) : String.valueOf(reply));
        }
        return read;
    }

    private List<String> get(ReplicaReads reads, String... keys) {
        return get(reads, TIMEOUT, ReplyLimits.NONE, keys);
    }

    private void put(String key, String reply) {
        values.put("GET " + key, reply);
    }

    @Test
    void whatAReplicaHas_isNotAskedOfTheMaster() {
        put("a", LoopbackServer.string("old a"));
        put("b", ":1\r\n");

        assertThat(get(from(one.node()), "a", "b")).containsExactly("old a", "1");

        assertThat(askedMaster).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {LoopbackServer.NOTHING, ":0\r\n", "-LOADING Redis is loading\r\n"})
    void whatAReplicaHasNot_isAskedOfTheMaster_andThatOnly(String reply) {
        put("a", LoopbackServer.string("old a"));
        put("b", reply);
        put("c", LoopbackServer.string("old c"));
        put("d", reply);

        assertThat(get(from(one.node()), "a", "b", "c", "d"))
                .containsExactly("old a", "master's b", "old c", "master's d");

        assertThat(askedMaster).containsExactly("b", "d");
    }

    @Test
    void noReplica_isTheMaster() {
        assertThat(get(from(), "a", "b")).containsExactly("master's a", "master's b");
    }

    @Test
    void replicasOfOneMaster_areAllAsked() {
        put("a", LoopbackServer.string("old a"));
        ReplicaReads reads = from(one.node(), other.node());

        for (int i = 0; i < 100; i++) { // that one of them is never the first has a chance of 2 to the power of -99
            assertThat(get(reads, "a")).containsExactly("old a");
        }

        assertThat(one.received("GET a")).isPositive();
        assertThat(other.received("GET a")).isPositive();
        assertThat(one.received("GET a") + other.received("GET a")).isEqualTo(100);
    }

    @Test
    void replicaThatCanNotBeReached_leavesItToAnother() {
        put("a", LoopbackServer.string("old a"));
        other.close();
        ReplicaReads reads = from(one.node(), other.node());

        for (int i = 0; i < 40; i++) {
            assertThat(get(reads, "a")).containsExactly("old a");
        }

        assertThat(askedMaster).isEmpty();
    }

    @Test
    void noReplicaThatCanBeReached_isTheMaster() {
        one.close();
        other.close();

        assertThat(get(from(one.node(), other.node()), "a", "b")).containsExactly("master's a", "master's b");
    }

    @Test
    void replicaThatIsLate_leavesTheMasterMostOfTheTime() {
        Duration timeout = Duration.ofSeconds(4);
        ReplicaReads reads = reads(timeout, (command, deadline) -> List.of(silent.node()));

        assertThat(get(reads, timeout, ReplyLimits.NONE, "a")).containsExactly("master's a");

        await().until(() -> silent.accepted() == 1);
        assertThat(leftForMaster.get(0)).isBetween(timeout.toNanos() / 2, timeout.toNanos() - timeout.toNanos() / 4);
    }

    /** Where little is left of the time-out, replicas have no more than that. */
    @Test
    void replicaThatIsLate_hasNoMoreTimeThanTheCall() {
        ReplicaReads patient = reads(Duration.ofMinutes(4), (command, deadline) -> List.of(silent.node()));
        long start = System.nanoTime();

        assertThat(get(patient, Duration.ofMillis(300), ReplyLimits.NONE, "a")).containsExactly("master's a");

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }

    private ReplicaReads fromEachItsOwn() {
        return reads(
                TIMEOUT, (command, deadline) -> List.of(keyOf(command).startsWith("x") ? one.node() : other.node()));
    }

    @Test
    void keysOfSeveralMasters_areAskedOfTheReplicasOfEach_inOneRoundTrip() {
        put("x1", LoopbackServer.string("old x1"));
        put("y1", LoopbackServer.string("old y1"));
        put("x2", LoopbackServer.NOTHING);
        put("y2", LoopbackServer.string("old y2"));

        assertThat(get(fromEachItsOwn(), "y1", "x1", "x2", "y2"))
                .containsExactly("old y1", "old x1", "master's x2", "old y2");

        assertThat(one.received())
                .filteredOn(command -> command.startsWith("GET"))
                .containsExactly("GET x1", "GET x2");
        assertThat(other.received())
                .filteredOn(command -> command.startsWith("GET"))
                .containsExactly("GET y1", "GET y2");
    }

    /** Else they could send as much as is to be kept of all of them together, each. */
    @Test
    void replicasOfSeveralMasters_shareTheLimits() {
        String value = "v".repeat(100); // shorter ones are kept in any case
        for (String key : List.of("x1", "x2", "y1")) {
            put(key, LoopbackServer.string(value));
        }
        ReplyLimits limits = new ReplyLimits(1_000, 250);

        assertThat(get(fromEachItsOwn(), TIMEOUT, limits, "x1", "x2")).containsExactly(value, value);
        assertThat(get(fromEachItsOwn(), TIMEOUT, limits, "x1", "x2", "y1")).containsExactly(value, "", value);
    }
}
