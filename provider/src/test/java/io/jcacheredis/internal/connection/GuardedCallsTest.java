package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.connection.Breaker.OutageException;
import io.jcacheredis.internal.connection.ServerSettings.Use;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** What is sent a second time to a server, and what its breaker learns of each call. Only the test's clock ends a pause. */
@Timeout(30)
class GuardedCallsTest {

    private static final CommandArguments GET = new CommandArguments(Command.GET).key("k");
    private static final CommandArguments SET =
            new CommandArguments(Command.SET).key("k").add("v");
    private static final CommandArguments WAIT = new WaitForReplicas(1, Duration.ofMillis(100));
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String LOADING = "-LOADING Redis is loading the dataset in memory\r\n";

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final LoopbackServer server =
            new LoopbackServer(command -> command.contains(" k") || command.startsWith("WAIT") ? answers.poll() : null);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConnectionSettings settings =
            new ConnectionSettings(RedisAddress.parse("redis://" + server.node()), Duration.ofSeconds(1));
    private final LaneFactory factory = new LaneFactory(settings, threads);
    private final AtomicLong nanos = new AtomicLong();
    private final Breaker breaker = new Breaker("server", threads, nanos::get);
    private final ServerMeters meters = new ServerMeters(breaker, new CallCounts());
    private final Lanes lanes = new Lanes(
            settings.server(server.node(), Use.ANYTHING),
            factory,
            new BreakerGuard(breaker, meters),
            new Generation(new AtomicInteger()));

    @AfterEach
    void close() {
        lanes.close();
        factory.close();
        threads.shutdownNow();
        server.close();
    }

    private @Nullable Object[] send(Duration left, CommandArguments... commands) {
        return lanes.send(List.of(commands), ReplyLimits.NONE, System.nanoTime() + left.toNanos());
    }

    private void failToSend(Duration left, CommandArguments... commands) {
        assertThatThrownBy(() -> send(left, commands))
                .isInstanceOf(JedisException.class)
                .isNotInstanceOf(NotSentException.class);
    }

    private void answer(String... next) {
        answers.addAll(List.of(next));
    }

    /** Three failures, and the pause after which one call may find out whether the server is back, on the same connection. */
    private void openAndPass() {
        for (int i = 0; i < 3; i++) {
            answer(LOADING);
            send(LONG, SET);
        }
        assertThatThrownBy(() -> send(LONG, SET)).hasRootCauseInstanceOf(OutageException.class);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(201));
    }

    @Test
    void readWhoseConnectionBreaks_isRepeated_andCounted() {
        answer(LoopbackServer.HANG_UP, LoopbackServer.string("value"));

        assertThat(send(LONG, GET)).containsExactly((Object) "value".getBytes(US_ASCII));

        ConnectionMeters read = meters.read(lanes);
        assertThat(read.repeated()).isOne();
        assertThat(read.broken()).isOne();
        assertThat(read.late()).isZero();
        assertThat(read.opened()).isEqualTo(2);
    }

    @Test
    void readWhoseConnectionBreaksAgain_fails() {
        answer(LoopbackServer.HANG_UP, LoopbackServer.HANG_UP);

        failToSend(LONG, GET);

        assertThat(server.received("GET k")).isEqualTo(2);
    }

    @Test
    void changeWhoseConnectionBreaks_isNotRepeated_norAreReadsWithIt() {
        answer(LoopbackServer.HANG_UP, LoopbackServer.HANG_UP);

        failToSend(LONG, SET);
        failToSend(LONG, SET, GET);

        assertThat(server.received("SET k v")).isEqualTo(2);
        assertThat(meters.read(lanes).repeated()).isZero();
    }

    @Test
    void readThatIsLate_isNotRepeated() {
        send(LONG, SET); // to connect
        answer(LoopbackServer.SILENCE);
        long start = System.nanoTime();

        assertThatThrownBy(() -> send(SHORT, GET))
                .isInstanceOf(JedisConnectionException.class)
                .hasRootCauseInstanceOf(SocketTimeoutException.class);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(server.received("GET k")).isOne();
        assertThat(meters.read(lanes).repeated()).isZero();
        assertThat(meters.read(lanes).late()).isOne();
    }

    @Test
    void readWhoseFailureOpensTheBreaker_isNotRepeated() {
        answer(LoopbackServer.HANG_UP, LoopbackServer.HANG_UP, LoopbackServer.HANG_UP);
        failToSend(LONG, SET);
        failToSend(LONG, SET);

        assertThatThrownBy(() -> send(LONG, GET)).hasRootCauseInstanceOf(OutageException.class);

        assertThat(server.received("GET k")).isOne();
        assertThat(meters.read(lanes).repeated()).isZero();
    }

    @Test
    void callThatFindsOut_hasLittleTimeAndNotItsOwn() {
        openAndPass();
        answer(LoopbackServer.SILENCE);
        long start = System.nanoTime();

        failToSend(LONG, SET);

        assertThat(System.nanoTime() - start).isBetween(Breaker.PROBE_NANOS, LONG.toNanos() / 2);
        assertThat(breaker.state()).isEqualTo("OPEN");
    }

    @Test
    void answer_endsTheOutage() {
        openAndPass();

        send(LONG, SET);

        assertThat(breaker.state()).isEqualTo("CLOSED");
    }

    @Test
    void answersThatSayLater_areFailuresOfTheServer() {
        for (int i = 0; i < 3; i++) {
            answer(LOADING);
            assertThat(send(LONG, SET)[0]).isInstanceOf(JedisException.class);
        }

        assertThat(breaker.state()).isEqualTo("OPEN");
    }

    @Test
    void callThatWaitsForReplicas_andBreaks_isAFailureOfTheServer() {
        for (int i = 0; i < 3; i++) {
            answer(LoopbackServer.HANG_UP);
            failToSend(LONG, SET, WAIT);
        }

        assertThat(breaker.state()).isEqualTo("OPEN");
    }

    /** The lane is held up by replicas too. */
    @Test
    void callsThatGetNoLane_asOthersWaitForReplicas_doNotBlameTheServer() {
        for (int i = 0; i < settings.lanes(); i++) {
            answer(LoopbackServer.SILENCE, LoopbackServer.SILENCE);
            threads.execute(() -> failToSend(LONG, SET, WAIT));
        }
        await().until(() -> lanes.busy() == settings.lanes());

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> send(SHORT, SET, WAIT)).isInstanceOf(NotSentException.class);
        }

        assertThat(breaker.state()).isEqualTo("CLOSED");
        assertThat(breaker.outages()).isZero();
    }

    @Test
    void callThatWasToFindOut_andWaitsForReplicasThatAreLate_isFollowedByAnother() {
        openAndPass();
        answer(LoopbackServer.OK, LoopbackServer.SILENCE);
        failToSend(SHORT, SET, WAIT);

        assertThatCode(() -> breaker.admit(1)).doesNotThrowAnyException();
    }

    @Test
    void callThatWasToFindOut_andCanNotBeMade_isFollowedByAnother() {
        openAndPass();
        Rawable unreadable = () -> {
            throw new UnsupportedOperationException("on purpose");
        };
        CommandArguments unmade = new CommandArguments(Command.SET).add(unreadable);
        assertThatThrownBy(() -> send(LONG, unmade)).isInstanceOf(UnsupportedOperationException.class);

        assertThatCode(() -> breaker.admit(1)).doesNotThrowAnyException();
    }
}
