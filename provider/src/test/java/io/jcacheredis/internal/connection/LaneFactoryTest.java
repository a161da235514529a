package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.Logged;
import io.jcacheredis.internal.connection.Breaker.OutageException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** How the lanes to servers of each kind differ. */
@Timeout(60)
class LaneFactoryTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String SINGLE = "redis://";
    private static final String CLUSTER = "redis+cluster://";
    private static final String SENTINEL = "redis+sentinel://";

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final LoopbackServer master = new LoopbackServer(this::answer);
    private final LoopbackServer replica = new LoopbackServer("replica", this::answer);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<LaneFactory> factories = new ArrayList<>();
    private final List<Lanes> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Lanes::close);
        factories.forEach(LaneFactory::close);
        threads.shutdownNow();
        master.close();
        replica.close();
    }

    private @Nullable String answer(String command) {
        return command.equals("GET k") && !answers.isEmpty() ? answers.get(0) : null;
    }

    private LaneFactory factory(String scheme) {
        String name = scheme.equals(SENTINEL) ? "/mymaster" : "";
        RedisAddress address = RedisAddress.parse(scheme + "me:pw@" + master.node() + name);
        Login sentinels = new Login("watcher", "other");
        LaneFactory factory = new LaneFactory(
                new ConnectionSettings(address, TIMEOUT, 1, "name", TlsSettings.DEFAULT, sentinels, ReadFrom.MASTER),
                threads);
        factories.add(factory);
        return factory;
    }

    private Lanes opened(Lanes lanes) {
        opened.add(lanes);
        return lanes;
    }

    private static @Nullable Object get(Lanes lanes) {
        List<CommandArguments> get = List.of(new CommandArguments(Command.GET).key("k"));
        Object reply = lanes.send(get, ReplyLimits.NONE, System.nanoTime() + TIMEOUT.toNanos())[0];
        if (reply instanceof JedisException refusal) {
            throw refusal;
        }
        return reply;
    }

    private static void failToGet(Lanes lanes) {
        assertThatThrownBy(() -> get(lanes)).isInstanceOf(JedisException.class);
    }

    private void answerAllBy(String reply) {
        answers.add(0, reply);
    }

    @Test
    void toServer_takesAReplicaToo() {
        assertThat(get(opened(factory(SINGLE).toServer(replica.node())))).isEqualTo("OK".getBytes(US_ASCII));
    }

    @Test
    void toMaster_takesAMasterOnly() {
        LaneFactory factory = factory(SENTINEL);

        assertThat(get(opened(factory.toMaster(master.node())))).isEqualTo("OK".getBytes(US_ASCII));
        assertThatThrownBy(() -> get(opened(factory.toMaster(replica.node()))))
                .isInstanceOf(NotSentException.class)
                .hasRootCauseMessage("it is no master, but a replica");
        assertThat(replica.received("GET k")).isZero();
    }

    /** In a cluster it would send the client elsewhere. */
    @ParameterizedTest
    @CsvSource({SINGLE + ", 0", SENTINEL + ", 0", CLUSTER + ", 1"})
    void toReplica_saysInAClusterThatItIsMeant(String scheme, int said) {
        assertThat(get(opened(factory(scheme).toReplica(replica.node())))).isEqualTo("OK".getBytes(US_ASCII));

        assertThat(replica.received("READONLY")).isEqualTo(said);
    }

    @Test
    void toReplica_thatBreaks_isNotCounted_andNoSignThatRedisIsAnother() {
        LaneFactory factory = factory(SINGLE);
        int before = factory.generation();
        Lanes lanes = opened(factory.toReplica(replica.node()));
        answerAllBy(LoopbackServer.HANG_UP);
        failToGet(lanes);

        assertThat(factory.generation()).isEqualTo(before);
        assertThat(factory.meters()).isEqualTo(ConnectionMeters.NONE);
        assertThat(factory.metersByServer()).isEmpty();
        assertThat(lanes.isInDoubt()).as("it only reads").isFalse();
    }

    @Test
    void toServer_thatBreaks_isCounted_andASignThatRedisIsAnother() {
        LaneFactory factory = factory(SINGLE);
        Lanes lanes = opened(factory.toServer(master.node()));
        int before = factory.generation();
        answerAllBy(LoopbackServer.HANG_UP);
        failToGet(lanes);

        assertThat(factory.generation()).isNotEqualTo(before);
        assertThat(factory.meters().broken()).isEqualTo(2);
        assertThat(factory.metersByServer()).containsOnlyKeys(master.node().toString());
        assertThat(lanes.isInDoubt()).isTrue();
    }

    @Test
    void lanesThatAreNotUsedAnyMore_leaveTheirCounts() {
        LaneFactory factory = factory(CLUSTER);
        Lanes lanes = opened(factory.toServer(master.node()));
        get(lanes);
        lanes.close();

        assertThat(factory.metersByServer()).isEmpty();
        assertThat(factory.meters().opened()).isOne();
    }

    /** They are asked one after another, and the one that is down must be tried again when all others are too. */
    @Test
    void toSentinel_isTriedHoweverOftenItFailed_asItsOwnUser() {
        Lanes lanes = opened(factory(SENTINEL).toSentinel(master.node()));
        get(lanes);
        assertThat(master.received())
                .anyMatch(command -> command.contains("watcher other"))
                .noneMatch(command -> command.contains("me pw"));
        master.close();
        failToGet(lanes); // on the connection that was there

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> get(lanes)).hasRootCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void toServer_isLeftAlone_andToldOfByWhatItIsKnownBy() {
        master.close();
        try (Logged logged = Logged.of(Breaker.class.getName())) {
            leaveAlone(opened(factory(SINGLE).toServer(master.node())));
            assertThat(logged.text()).contains("Redis at redis://" + master.node());
        }
        try (Logged logged = Logged.of(Breaker.class.getName())) {
            leaveAlone(opened(factory(CLUSTER).toServer(master.node())));
            assertThat(logged.text()).contains("Redis at " + master.node());
        }
    }

    private static void leaveAlone(Lanes lanes) {
        for (int i = 0; i < 3; i++) {
            failToGet(lanes);
        }
        assertThatThrownBy(() -> get(lanes)).hasRootCauseInstanceOf(OutageException.class);
    }

    @Test
    void serverThatIsBack_isToldToThoseWhoStillAsk() {
        LaneFactory factory = factory(SINGLE);
        List<String> told = new CopyOnWriteArrayList<>();
        factory.whenBack(() -> told.add("deaf")).run();
        factory.whenBack(() -> told.add("back"));
        Lanes lanes = opened(factory.toServer(master.node()));
        answerAllBy("-LOADING Redis is loading the dataset in memory\r\n");
        leaveAlone(lanes);
        assertThat(told).isEmpty();
        answerAllBy(LoopbackServer.OK);

        await().ignoreExceptions().until(() -> get(lanes) != null);

        await().until(() -> told.equals(List.of("back")));
    }

    @Test
    void serverThatWasReplaced_isToldByAnotherThread() {
        LaneFactory factory = factory(SENTINEL);
        List<Thread> told = new CopyOnWriteArrayList<>();
        factory.whenBack(() -> told.add(Thread.currentThread()));

        factory.replaced();

        await().until(() -> told.size() == 1);
        assertThat(told).doesNotContain(Thread.currentThread());
    }

    @ParameterizedTest
    @CsvSource({"80, 10", "1000, 125", "10000, 125"})
    void shortestTime_isAnEighthOfTheTimeout_atMostAQuarterOfThatOfAProbe(int timeoutMillis, int shortestMillis) {
        LaneFactory factory = new LaneFactory(
                new ConnectionSettings(RedisAddress.parse("redis://h"), Duration.ofMillis(timeoutMillis)), threads);

        assertThat(factory.shortestNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(shortestMillis));
        assertThat(factory.isTooLate(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(shortestMillis - 1)))
                .isTrue();
        assertThat(factory.isTooLate(System.nanoTime() + TimeUnit.MINUTES.toNanos(1)))
                .isFalse();
    }
}
