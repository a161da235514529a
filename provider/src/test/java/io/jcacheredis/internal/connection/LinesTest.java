package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.connection.Lines.Reach;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Which lines there are at which time, to servers in memory. */
class LinesTest {

    private static final Place A = Place.ofAll(new Node("a", 1));
    private static final Place B = Place.ofAll(new Node("b", 1));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayHearOfTheEnd = new CountDownLatch(1);
    private volatile Collection<Place> places = List.of(A);
    private final Map<Place, LineWire> servers = new ConcurrentHashMap<>();
    private final Map<Place, Line> made = new ConcurrentHashMap<>();
    private volatile boolean unknown;
    private volatile boolean failing;
    private final AtomicInteger proofs = new AtomicInteger();
    private volatile long lastProof;
    private volatile Runnable inLook = () -> {};
    private Lines lines;

    private final LineListener listener = new LineListener() {

        @Override
        public void begun(Line line) {
            heard.add("begun " + line.node().host());
            if (failing) {
                failing = false;
                throw new OutOfMemoryError("on purpose");
            }
        }

        @Override
        public void told(Line line, List<@Nullable Object> message) {}

        @Override
        public void proven(Line line, long nanos) {
            lastProof = nanos;
            proofs.incrementAndGet();
        }

        @Override
        public void ended(Line line) {
            try {
                mayHearOfTheEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.add("ended " + line.node().host());
        }
    };

    private void listen(Reach reach, Executor executor) {
        lines = new Lines(deadline -> servers(), this::line, reach, executor, PATIENCE.toNanos()).start();
    }

    private Collection<Place> servers() {
        inLook.run();
        if (unknown) {
            throw new IllegalStateException("on purpose");
        }
        return places;
    }

    private Line line(Place place) {
        LineWire server = new LineWire(() -> 0L);
        Line line = new Line(place, (timeoutMillis, sockets) -> server, new CommandArguments(Command.PING), listener);
        servers.put(place, server);
        made.put(place, line);
        return line;
    }

    @AfterEach
    void end() {
        mayHearOfTheEnd.countDown();
        lines.close();
        threads.shutdownNow();
    }

    /** Else its listener would take what is missed between the two for what was missed before the first one. */
    @ParameterizedTest
    @EnumSource
    void newLine_beginsWhenTheListenerKnowsOfTheEndOfTheOld(Reach reach) {
        listen(reach, threads);
        await().atMost(PATIENCE).until(() -> heard.contains("begun a"));
        places = List.of(B);
        servers.get(A).go();

        await().during(Duration.ofMillis(1_500)).atMost(PATIENCE).until(() -> heard.equals(List.of("begun a")));
        mayHearOfTheEnd.countDown();
        await().atMost(PATIENCE).until(() -> heard.equals(List.of("begun a", "ended a", "begun b")));
    }

    @Test
    void serverThatIsNoLongerThere_isNotListenedTo() {
        places = List.of(A, B);
        mayHearOfTheEnd.countDown();
        listen(Reach.PARTS, threads);
        await().atMost(PATIENCE).until(() -> heard.size() == 2);
        assertThat(heard).containsExactlyInAnyOrder("begun a", "begun b");

        places = List.of(B);
        await().atMost(PATIENCE).until(() -> made.get(A).isOver());
        servers.get(A).go();

        await().atMost(PATIENCE).until(() -> heard.contains("ended a"));
        assertThat(made.get(B).isOver()).isFalse();
        assertThat(heard).hasSize(3);
    }

    @Test
    void anyOneServer_isOneLine_howeverManyThereAre() {
        places = List.of(A, B);
        listen(Reach.ONE, threads);

        await().during(Duration.ofMillis(1_500)).atMost(PATIENCE).until(() -> heard.size() == 1);
    }

    /** Else a master that was replaced while this JVM stood still would prove once more that it has told everything. */
    @Test
    void serverThatIsNoLongerThere_provesNothingMore() throws InterruptedException {
        mayHearOfTheEnd.countDown();
        listen(Reach.PARTS, threads);
        await().atMost(PATIENCE).until(() -> proofs.get() == 2);
        FutureTask<Void> look = nextLook(() -> places = List.of());

        await().during(Duration.ofMillis(300)).until(() -> proofs.get() == 2);
        look.run();

        await().atMost(PATIENCE).until(() -> made.get(A).isOver());
        assertThat(proofs).hasValue(2);
    }

    /** The question which servers there are may take long, and this JVM may stand still before it looks at the answer. */
    @Test
    void proof_isOfTheTimeBeforeItWasAskedWhichServersThereAre() throws InterruptedException {
        listen(Reach.PARTS, threads);
        await().atMost(PATIENCE).until(() -> proofs.get() == 2);
        FutureTask<Void> look = nextLook(() -> {});
        long inLook = System.nanoTime();

        look.run();

        await().atMost(PATIENCE).until(() -> proofs.get() == 3);
        assertThat(lastProof - inLook).isNegative();
    }

    /** Waits until the keeper looks which servers there are; it goes on with what is returned. */
    private FutureTask<Void> nextLook(Runnable change) throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        FutureTask<Void> look = new FutureTask<>(change, null);
        inLook = () -> {
            looking.countDown();
            try {
                look.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThat(looking.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return look;
    }

    @Test
    void lines_areAskedAgainAndAgain() {
        listen(Reach.ALL, threads);

        await().atMost(PATIENCE).until(() -> proofs.get() >= 3);
    }

    @Test
    void serversThatCantBeFoundOut_areLookedForAgain() {
        unknown = true;
        listen(Reach.ALL, threads);
        await().during(Duration.ofMillis(300)).until(heard::isEmpty);

        unknown = false;

        await().atMost(PATIENCE).until(() -> heard.contains("begun a"));
    }

    @Test
    void listenerThatFails_hearsOfTheEnd_andAnotherLineBegins() {
        mayHearOfTheEnd.countDown();
        failing = true;
        listen(Reach.ALL, task -> threads.execute(new FutureTask<>(task, null))); // which prints no error

        await().atMost(PATIENCE).until(() -> heard.equals(List.of("begun a", "ended a", "begun a")));
    }

    @Test
    void noThreadForALine_isNoLine_andTheNextLookTriesAgain() {
        AtomicInteger asked = new AtomicInteger();
        listen(Reach.ALL, task -> {
            if (asked.incrementAndGet() == 2) { // the first is for the keeper
                throw new OutOfMemoryError("unable to create native thread, on purpose");
            }
            threads.execute(task);
        });

        await().atMost(PATIENCE).until(() -> heard.contains("begun a"));
        assertThat(asked.get()).isEqualTo(3);
    }
}
