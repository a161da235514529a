package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** A name server that does not answer, or does not know the name. */
class HostNamesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final CountDownLatch nameServerBack = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HostNames hanging = new HostNames(this::hang, threads);

    @AfterEach
    void end() {
        nameServerBack.countDown();
        threads.shutdownNow();
    }

    private InetAddress[] hang(String host) throws UnknownHostException {
        asked.incrementAndGet();
        try {
            nameServerBack.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private static void ping(RedisConnections connections) {
        assertThat(connections.execute(new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.STRING)))
                .isEqualTo("PONG");
    }

    private RedisConnections open(HostNames names) {
        RedisAddress address =
                RedisAddress.parse("redis://redis.test:" + redis.uri().getPort());
        return new SingleServer(new LaneFactory(
                new ConnectionSettings(address, TIMEOUT), threads, TIMEOUT.multipliedBy(10), false, names));
    }

    @Test
    void nameServerThatHangs_endsCallsWithTheirDeadline_andIsWaitedForByOneThread() {
        try (RedisConnections connections = open(hanging)) {
            IntStream.range(0, 8).parallel().forEach(i -> {
                long start = System.nanoTime();
                assertThatThrownBy(() -> ping(connections)).isInstanceOfSatisfying(JedisException.class, failure -> {
                    assertThat(Failures.isNotSent(failure)).isTrue();
                    assertThat(Failures.kindOf(failure)).isEqualTo(FailureKind.UNREACHABLE);
                });
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
            });
            assertThat(asked).hasValue(1);

            nameServerBack.countDown();
            await().ignoreExceptions().untilAsserted(() -> ping(connections));
        }
    }

    @Test
    void unknownHost_isNamed() {
        HostNames nobody = new HostNames(
                host -> {
                    throw new UnknownHostException(host + ": no such name");
                },
                threads);
        try (RedisConnections connections = open(nobody)) {
            assertThatThrownBy(() -> ping(connections))
                    .isInstanceOfSatisfying(
                            JedisException.class,
                            failure -> assertThat(connections.failure("cache 'c'", failure))
                                    .hasMessageContaining("UnknownHostException: redis.test: no such name"));
        }
    }

    @Test
    void interruptedThread_waitsOnAndKeepsTheInterrupt() throws IOException {
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        try {
            assertThatThrownBy(() -> hanging.addresses("redis.test", 50)).isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void numbers_areNotLookedUpByOthers() throws IOException {
        HostNames alone = new HostNames(InetAddress::getAllByName, task -> {
            throw new RejectedExecutionException();
        });
        assertThat(alone.addresses("127.0.0.1", 1)).hasSize(1);
        assertThat(alone.addresses("::1", 1)).hasSize(1);
        for (int i = 0; i < 2; i++) { // nothing is left of the one that failed
            assertThatThrownBy(() -> alone.addresses("localhost", 1)).isInstanceOf(RejectedExecutionException.class);
        }
    }
}
