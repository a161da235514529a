package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisException;

/** What lanes do when the network or a thread fails: nobody waits beyond the deadline, and nobody gets another's reply. */
class LaneFaultsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final int KEYS = 50;

    private FaultProxy proxy;
    private RedisConnections lanes;
    private RedisClient direct;

    @BeforeEach
    void open() throws IOException {
        redis.server().flush();
        direct = RedisClient.create(redis.uri());
        for (int i = 0; i < KEYS; i++) {
            direct.set("key-" + i, value(i));
        }
        proxy = new FaultProxy(redis.uri());
        lanes = TestConnections.open(RedisAddress.parse(proxy.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void close() throws IOException {
        lanes.close();
        proxy.close();
        direct.close();
    }

    private static String value(int i) {
        return "value of " + i + " " + "x".repeat(100 * (i % 7));
    }

    private String get(int i) {
        return lanes.execute(
                new CommandObject<>(new CommandArguments(Command.GET).key("key-" + i), BuilderFactory.STRING));
    }

    private void set(String key, byte[] value) {
        lanes.execute(
                new CommandObject<>(new CommandArguments(Command.SET).key(key).add(value), BuilderFactory.STRING));
    }

    @Test
    void blockedWrite_endsWithTheDeadline() {
        get(0);
        proxy.stopReading(Way.TO_SERVER);

        long start = System.nanoTime();
        Throwable failure = catchThrowable(() -> set("large", new byte[64 * 1024 * 1024]));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT.dividedBy(2), TIMEOUT.plus(SLACK));
        assertThat(failure).isInstanceOf(JedisException.class);
        proxy.pass(Way.TO_SERVER);
        await().ignoreExceptions().until(() -> get(1).equals(value(1)));
    }

    @Test
    void replyCutAfterAnyByte_isAFailureAndNeverATornValue() {
        String whole = "$" + value(1).length() + "\r\n" + value(1) + "\r\n";
        for (int bytes = 0; bytes < whole.length(); bytes++) {
            assertThat(get(1)).isEqualTo(value(1));
            proxy.cutAfter(Way.TO_CLIENT, bytes);

            assertThatThrownBy(() -> get(1))
                    .as("after %d bytes", bytes)
                    .isInstanceOf(JedisException.class)
                    .isNotInstanceOf(NotSentException.class);
        }
        assertThat(get(1)).isEqualTo(value(1));
    }

    @Test
    void replyThatComesTooLate_reachesNobody() {
        get(0);
        proxy.hold(Way.TO_CLIENT);
        assertThatThrownBy(() -> get(1)).isInstanceOf(JedisException.class);
        proxy.pass(Way.TO_CLIENT);

        for (int i = 2; i < KEYS; i++) {
            assertThat(get(i)).isEqualTo(value(i));
        }
    }

    @Test
    void writeThatWasGivenUp_isNotDoneAfterANewerOne() {
        for (int round = 0; round < 5; round++) {
            String key = "ghost-" + round;
            set(key, "first".getBytes(UTF_8));
            proxy.hold(Way.TO_SERVER);
            assertThatThrownBy(() -> set(key, "given up".getBytes(UTF_8))).isInstanceOf(JedisException.class);
            proxy.passOnNewConnections(Way.TO_SERVER);

            // A busy machine may take longer than the time-out to connect and to have the old connection closed.
            await().ignoreExceptions().untilAsserted(() -> set(key, "newer".getBytes(UTF_8)));
            proxy.pass(Way.TO_SERVER);

            await().until(() -> proxy.connections() == 1);
            assertThat(direct.get(key)).as(key).isEqualTo("newer");
        }
    }

    @Test
    void replyThatComesTwice_reachesNobodyElse() {
        get(0);
        proxy.repeatOnce(Way.TO_CLIENT);
        assertThat(get(1)).isEqualTo(value(1));

        for (int i = 2; i < KEYS; i++) {
            assertThat(get(i)).isEqualTo(value(i));
        }
    }

    @Test
    void resetConnections_failOnceAndHeal() {
        get(0);
        proxy.refuse(true);
        assertThatThrownBy(() -> get(1)).isInstanceOf(JedisException.class);
        assertThatThrownBy(() -> get(1)).isInstanceOf(NotSentException.class);

        proxy.refuse(false);
        assertThat(get(1)).isEqualTo(value(1));
    }

    @Test
    void leaderThatFailsWhileItWrites_takesNobodyWithItForGood() throws Exception {
        CommandArguments poisoned = new CommandArguments(Command.GET).add((Rawable) new Poison());
        List<Future<?>> others = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int t = 0; t < 16; t++) {
                int thread = t;
                others.add(threads.submit(() -> readWhile(thread, poisoned)));
            }
            for (Future<?> other : others) {
                other.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(get(1)).isEqualTo(value(1));
    }

    /** Every reply that comes is the right one, whatever fails meanwhile. */
    private void readWhile(int thread, CommandArguments poisoned) {
        for (int i = 0; i < 500; i++) {
            int key = (thread * 31 + i) % KEYS;
            try {
                if (i % 50 == thread) {
                    lanes.execute(new CommandObject<>(poisoned, BuilderFactory.STRING));
                } else {
                    assertThat(get(key)).isEqualTo(value(key));
                }
            } catch (JedisException | PoisonError e) {
                // Who was in one batch with the poisoned one.
            }
        }
    }

    private static final class PoisonError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Can be measured once, and fails when it is written. */
    private static final class Poison implements Rawable {

        private final ThreadLocal<Boolean> measured = ThreadLocal.withInitial(() -> false);

        @Override
        public byte[] getRaw() {
            if (measured.get()) {
                measured.remove();
                throw new PoisonError();
            }
            measured.set(true);
            return "key".getBytes(UTF_8);
        }
    }

    @Test
    void interruptedThread_endsItsOwnCallAndKeepsTheInterrupt() throws Exception {
        get(0);
        proxy.hold(Way.TO_CLIENT);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int key = i;
            Thread thread = new Thread(() -> {
                Throwable failure = catchThrowable(() -> get(key));
                synchronized (failures) {
                    failures.add(failure);
                }
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(TIMEOUT.plus(SLACK).toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
        proxy.pass(Way.TO_CLIENT);
        assertThat(failures).hasSize(8).allMatch(JedisException.class::isInstance);
        assertThat(get(1)).isEqualTo(value(1));
    }
}
