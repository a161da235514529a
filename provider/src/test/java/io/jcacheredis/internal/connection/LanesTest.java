package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Which calls hold up which others, and what is told of the lanes meanwhile. */
@Timeout(30)
class LanesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SWIFT = 2;

    private static final CommandArguments GET = new CommandArguments(Command.GET).key("k");
    private static final CommandArguments SLOW = new CommandArguments(Command.GET).key("slow");
    private static final CommandArguments WAIT = new WaitForReplicas(1, Duration.ofMillis(100));

    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LaneFactory factory = new LaneFactory(
            new ConnectionSettings(
                    RedisAddress.parse("redis://" + server.node()),
                    TIMEOUT,
                    SWIFT,
                    "name",
                    TlsSettings.DEFAULT,
                    Login.NONE,
                    ReadFrom.MASTER),
            threads);
    private final Lanes lanes = factory.toServer(server.node());

    @AfterEach
    void close() {
        goesOn.countDown();
        lanes.close();
        factory.close();
        threads.shutdownNow();
        server.close();
    }

    private @Nullable String answer(String command) {
        if (command.contains("slow")) {
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return null;
    }

    private static CommandArguments ofBytes(int bytes) {
        return new CommandArguments(Command.SET).key("large").add(new byte[bytes - "SETlarge".length()]);
    }

    private List<String> send(CommandArguments... commands) {
        Object[] replies = lanes.send(List.of(commands), ReplyLimits.NONE, System.nanoTime() + TIMEOUT.toNanos());
        return List.of(replies).stream()
                .map(reply -> new String((byte[]) reply, US_ASCII))
                .toList();
    }

    /** Calls that keep all swift lanes busy until the server goes on. */
    private List<Future<List<String>>> keepBusy() {
        Future<List<String>> one = threads.submit(() -> send(SLOW));
        await().until(() -> server.received("GET slow") == 1);
        Future<List<String>> other = threads.submit(() -> send(SLOW));
        await().until(() -> server.received("GET slow") == 2);
        return List.of(one, other);
    }

    @Test
    void busyLanes_holdUpNeitherWhatIsLargeNorWhatWaitsForReplicas() {
        keepBusy();

        assertThat(send(ofBytes(128 * 1024 + 1))).containsExactly("OK");
        assertThat(send(GET, WAIT)).containsExactly("OK", "OK");
        assertThat(lanes.opened()).isEqualTo(SWIFT + 2);
        assertThat(lanes.busy()).isEqualTo(SWIFT);
    }

    @Test
    void busyLanes_holdUpOthers_whichAreCounted_andSentWhenOneIsFree() throws Exception {
        List<Future<List<String>>> busy = keepBusy();
        assertThat(lanes.waiting()).isZero();
        Future<List<String>> small = threads.submit(() -> send(GET));
        await().until(() -> lanes.waiting() == 1);
        Future<List<String>> notLarge = threads.submit(() -> send(ofBytes(128 * 1024)));
        await().until(() -> lanes.waiting() == 2);
        assertThat(factory.meters().waiting()).isEqualTo(2);
        assertThat(factory.meters().busy()).isEqualTo(SWIFT);

        goesOn.countDown();

        for (Future<List<String>> each : List.of(busy.get(0), busy.get(1), small, notLarge)) {
            assertThat(each.get(10, TimeUnit.SECONDS)).containsExactly("OK");
        }
        assertThat(lanes.waiting()).isZero();
        await().until(() -> lanes.busy() == 0);
        assertThat(lanes.opened()).isEqualTo(SWIFT);
    }

    @Test
    void closed_sendsNothing_andEndsTheConnections() {
        send(GET);
        assertThat(server.open()).isOne();

        lanes.close();

        await().until(() -> server.open() == 0);
        assertThatThrownBy(() -> send(GET)).isInstanceOf(NotSentException.class).hasRootCauseMessage("closed");
        assertThat(server.accepted()).isOne();
    }

    @Test
    void deadlineThatIsNear_isTooLate() {
        assertThat(lanes.isTooLate(System.nanoTime() + lanes.shortestNanos() / 2))
                .isTrue();
        assertThat(lanes.isTooLate(System.nanoTime() + TIMEOUT.toNanos())).isFalse();
    }

    @Test
    void lanes_areCalledByTheirServer() {
        assertThat(lanes.node()).isEqualTo(server.node());
        assertThat(lanes).hasToString(server.node().toString());
    }
}
