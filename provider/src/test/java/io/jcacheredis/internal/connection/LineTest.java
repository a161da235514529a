package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** The beginning, the beats and the end of a line to a server in memory. */
class LineTest {

    private static final ReplyLimits LIMITS = new ReplyLimits(7, 70, 3);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch connecting = new CountDownLatch(1);
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile Object beat = "PONG".getBytes(UTF_8);
    private final Queue<Object> firstAnswers = new ConcurrentLinkedQueue<>();
    private final LineWire server = new LineWire(this::answer);
    private final Line line = new Line(
            Place.ofAll(new Node("memory", 1)),
            (timeoutMillis, sockets) -> connect(),
            new CommandArguments(Command.PING),
            new Listener());

    private final Thread thread = new Thread(() -> line.run(1_000, System.nanoTime()));

    private final class Listener implements LineListener {

        @Override
        public ReplyLimits limits() {
            return LIMITS;
        }

        @Override
        public void begun(Line begun) {
            heard.add("begun");
        }

        @Override
        public void told(Line told, List<@Nullable Object> message) {
            heard.add("told");
        }

        @Override
        public void proven(Line proven, long nanos) {
            heard.add("proven");
        }

        @Override
        public void ended(Line ended) {
            heard.add("ended");
        }
    }

    private Object answer() {
        Object first = firstAnswers.poll();
        return first == null ? beat : first;
    }

    private Wire connect() {
        connecting.countDown();
        try {
            connected.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return server;
    }

    private void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void end() {
        connected.countDown();
        server.go();
    }

    /** To connect may take longer than a beat. */
    @Test
    void beatsBeforeTheBeginning_areNotMissedAnswers() throws InterruptedException {
        start();
        connecting.await();
        line.beat(System.nanoTime());
        line.beat(System.nanoTime());

        connected.countDown();

        await().until(() -> heard.equals(List.of("begun", "proven")));
        assertThat(line.isOver()).isFalse();
        line.beat(System.nanoTime());
        await().until(() -> heard.equals(List.of("begun", "proven", "proven")));
    }

    @Test
    void keyThatIsOnItsWayElsewhere_isAnAnswer() {
        beat = new JedisAskDataException("ASK 1 other:1", null, 1);
        connected.countDown();
        start();

        await().until(() -> heard.equals(List.of("begun", "proven")));
    }

    @Test
    void serverThatIsAnotherOneByNow_endsTheLine() {
        beat = new JedisMovedDataException("MOVED 1 other:1", null, 1);
        connected.countDown();
        start();

        await().until(() -> heard.equals(List.of("begun", "ended")));
    }

    static Stream<JedisException> answersOfAKey() {
        return Stream.of(
                new JedisMovedDataException("MOVED 1 other:1", null, 1),
                new JedisClusterException("CLUSTERDOWN Hash slot not served"));
    }

    /** Who listens to what clients publish does not mind which keys a server has. */
    @ParameterizedTest
    @MethodSource("answersOfAKey")
    void serverThatHasOtherKeysByNow_keepsALineForWhichThatDoesNotMatter(JedisException answer) {
        beat = answer;
        connected.countDown();
        Line ofAny = new Line(
                Place.ofAnyKeys(new Node("memory", 1)),
                (timeoutMillis, sockets) -> connect(),
                new CommandArguments(Command.PING),
                new Listener());
        Thread reading = new Thread(() -> ofAny.run(1_000, System.nanoTime()));
        reading.setDaemon(true);
        reading.start();

        await().until(() -> heard.equals(List.of("begun", "proven")));
    }

    @Test
    void serverThatGoes_endsTheLine_andWhatIsSentThenIsAnsweredByNobody() {
        connected.countDown();
        start();
        await().until(() -> heard.contains("proven"));
        server.go();
        await().until(() -> heard.contains("ended"));

        line.send(new CommandArguments(Command.PING), answer -> heard.add("answered"));

        assertThat(heard).containsExactly("begun", "proven", "ended");
    }

    @Test
    void whatIsToldInBetween_takesNobodysAnswer() {
        connected.countDown();
        start();
        await().until(() -> heard.contains("proven"));
        beat = new JedisDataException("ERR unknown");

        server.tell(new Push(List.of("invalidate".getBytes(UTF_8), List.of())));
        line.send(new CommandArguments(Command.PING), answer -> heard.add(String.valueOf(answer)));

        await().until(() -> heard.size() == 4);
        assertThat(heard.get(2)).isEqualTo("told");
        assertThat(heard.get(3)).contains("ERR unknown");
    }

    /** Each of the two answers of a beat may be the one that says it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void serverThatIsNotReadyAnyMore_endsTheLine(int goodAnswers) {
        firstAnswers.addAll(Collections.nCopies(goodAnswers, beat));
        firstAnswers.add(new JedisDataException("LOADING Redis is loading the dataset in memory"));
        connected.countDown();
        start();

        await().until(() -> heard.equals(List.of("begun", "ended")));
        assertThat(server.isClosed()).isTrue();
    }

    @Test
    void serverThatIsSilent_endsTheLine_butNotAtOnce() {
        beat = LineWire.SILENCE;
        connected.countDown();
        start();
        await().until(() -> heard.equals(List.of("begun")));
        line.beat(System.nanoTime());
        line.beat(System.nanoTime());
        assertThat(line.isOver()).isFalse();

        long begun = System.nanoTime();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            line.beat(System.nanoTime());
            return line.isOver();
        });

        assertThat(System.nanoTime() - begun).isGreaterThan(Line.SILENCE_NANOS * 9 / 10);
    }

    @Test
    void messages_areReadWithTheLimitsOfTheListener() {
        connected.countDown();
        start();

        await().until(() -> LIMITS.equals(server.limits()));
    }

    @Test
    void line_saysWhereItLeads() {
        assertThat(line).hasToString("line to memory:1");
        assertThat(line.node()).isEqualTo(new Node("memory", 1));
    }

    @Test
    void closedWhileItConnects_neverBegins() throws InterruptedException {
        start();
        connecting.await();
        line.close();
        connected.countDown();
        await().until(() -> !thread.isAlive());

        assertThat(heard).isEmpty();
    }
}
