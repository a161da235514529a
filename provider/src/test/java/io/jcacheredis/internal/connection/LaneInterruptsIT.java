package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Threads that are interrupted while they lead a lane or wait for one: virtual ones too, on a JDK that has them. */
class LaneInterruptsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int THREADS = 24; // so that some lead and others are in their batches, or wait

    private FaultProxy proxy;
    private RedisConnections lanes;

    /** Which threads. */
    private record Kind(String name, ThreadFactory factory) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() throws ReflectiveOperationException {
        List<Kind> kinds = new ArrayList<>(List.of(new Kind("platform", Thread::new)));
        if (Runtime.version().feature() >= 21) {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
            kinds.add(new Kind("virtual", (ThreadFactory) factory.invoke(builder)));
        }
        return kinds.stream();
    }

    @BeforeEach
    void open() throws IOException {
        try (RedisClient direct = RedisClient.create(redis.uri())) {
            for (int i = 0; i < THREADS; i++) {
                direct.set("key-" + i, "value-" + i);
            }
        }
        proxy = new FaultProxy(redis.uri());
        lanes = TestConnections.open(RedisAddress.parse(proxy.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void close() throws IOException {
        lanes.close();
        proxy.close();
    }

    private String get(int i) {
        return lanes.execute(
                new CommandObject<>(new CommandArguments(Command.GET).key("key-" + i), BuilderFactory.STRING));
    }

    /** A thread that reads its key again and again, and what became of its last call. */
    private final class Reader implements Runnable {

        private final int key;
        private final Thread thread;
        private volatile String reply;
        private volatile JedisException failure;
        private volatile boolean interrupted;

        Reader(int key, ThreadFactory threads) {
            this.key = key;
            this.thread = threads.newThread(this);
        }

        @Override
        public void run() {
            try {
                reply = get(key);
            } catch (JedisException e) {
                failure = e;
            }
            interrupted = Thread.currentThread().isInterrupted();
        }

        boolean hasEnded() {
            return !thread.isAlive();
        }

        /** Whether it reads a socket itself, where no interrupt reaches it. */
        boolean leads() {
            return Stream.of(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(Lane.class.getName())
                            && frame.getMethodName().equals("serve"));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void interruptedThread_endsItsOwnCall_andNobodyElses(Kind kind) {
        for (int round = 0; round < 10; round++) {
            get(0);
            proxy.hold(Way.TO_CLIENT);
            List<Reader> readers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                readers.add(new Reader(i, kind.factory()));
            }
            readers.forEach(reader -> reader.thread.start());
            await().until(() -> ((SingleServer) lanes).busy() == ConnectionSettings.LANES);

            List<Reader> struck = readers.stream().filter(r -> r.key % 3 == 0).toList();
            struck.forEach(reader -> reader.thread.interrupt());
            await().until(() -> struck.stream().allMatch(reader -> reader.hasEnded() || reader.leads()));
            List<Reader> ended = struck.stream().filter(Reader::hasEnded).toList();
            if (kind.name().equals("virtual")) {
                assertThat(ended).as("none of them leads").isEqualTo(struck);
            }
            proxy.pass(Way.TO_CLIENT);

            await().until(() -> readers.stream().allMatch(Reader::hasEnded));
            for (Reader reader : readers) {
                assertThat(reader.interrupted).as("interrupt flag").isEqualTo(struck.contains(reader));
                if (ended.contains(reader)) {
                    assertThat(reader.failure).isNotNull();
                    assertThat(lanes.failure("cache 'c'", reader.failure))
                            .hasMessageContaining("the thread was interrupted");
                } else {
                    assertThat(reader.failure).isNull();
                    assertThat(reader.reply).isEqualTo("value-" + reader.key);
                }
            }
        }
    }
}
