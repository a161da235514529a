package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.connection.Lines.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

class UnixSocketIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private Path folder;
    private EmbeddedRedis redis;
    private RedisConnections connections;

    @BeforeEach
    void start() throws IOException {
        // Not a @TempDir: the path of a socket may have a hundred bytes or so.
        folder = Files.createTempDirectory("jcr");
        Path socket = folder.resolve("my redis.sock");
        redis = EmbeddedRedis.builder()
                .password("s3cr3t")
                .arguments("--unixsocket", socket.toString())
                .start();
        String url = "unix://:s3cr3t@" + socket.toString().replace(" ", "%20");
        connections = TestConnections.open(RedisAddress.parse(url), TIMEOUT);
    }

    @AfterEach
    void stop() throws IOException {
        connections.close();
        redis.close();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String set(String key, byte[] value) {
        return connections.execute(
                new CommandObject<>(new CommandArguments(Command.SET).key(key).add(value), BuilderFactory.STRING));
    }

    private long length(String key) {
        return connections.execute(
                new CommandObject<>(new CommandArguments(Command.STRLEN).key(key), BuilderFactory.LONG));
    }

    @Test
    void smallAndLarge_goThrough() {
        set("small", new byte[1]);
        set("large", new byte[8 << 20]);

        assertThat(length("small")).isEqualTo(1);
        assertThat(length("large")).isEqualTo(8 << 20);
        assertThat(connections).hasToString("unix://" + folder + "/my%20redis.sock");
    }

    /** One thread reads what the server tells while others ask it. */
    @Test
    void line_goesOn_whileItIsReadAndWritten() {
        ToldByServers told = new ToldByServers("near:");
        connections.listen(Reach.ALL, told);
        await().atMost(PATIENCE).until(() -> told.begun() == 1);
        long begun = System.nanoTime();

        await().atMost(PATIENCE).until(() -> told.proven() - begun > Line.SILENCE_NANOS);

        set("near:x", new byte[1]);
        await().atMost(PATIENCE).until(() -> told.told().contains("near:x"));
        assertThat(told.ended()).isZero();
    }

    @Test
    void serverThatStandsStill_isGivenUpAtTheDeadline_readingAndWriting() {
        set("x", new byte[1]);
        redis.pause();
        for (int size : List.of(1, 64 << 20)) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> set("x", new byte[size])).isInstanceOf(JedisException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(2));
        }
        redis.resume();
        set("x", new byte[3]);
        assertThat(length("x")).isEqualTo(3);
    }

    /** An interrupt would close the channel under all who share it. */
    @Test
    void interruptedThread_endsItsOwnCallOnly() throws InterruptedException {
        set("x", new byte[1]);
        AtomicReference<Throwable> others = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                for (int i = 0; i < 3000; i++) {
                    set("other", new byte[10]);
                    begun.countDown();
                }
            } catch (RuntimeException e) {
                others.set(e);
            }
        });
        other.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 200; i++) {
            Thread interrupted = new Thread(() -> {
                try {
                    for (int n = 0; n < 20; n++) {
                        set("x", new byte[10]);
                    }
                } catch (JedisException e) {
                    // its own interrupt
                }
            });
            interrupted.start();
            interrupted.interrupt();
            interrupted.join();
        }
        other.join();

        assertThat(others.get()).isNull();
    }

    @Test
    void socketThatIsNotThere_isSaid() {
        try (RedisConnections none =
                TestConnections.open(RedisAddress.parse("unix://" + folder + "/none.sock"), TIMEOUT)) {
            assertThatThrownBy(() -> none.execute(
                            new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.STRING)))
                    .isInstanceOfSatisfying(
                            JedisException.class,
                            e -> assertThat(none.failure("cache", e))
                                    .hasMessageContaining("none.sock")
                                    .hasMessageContaining("nothing was changed"));
        }
    }
}
