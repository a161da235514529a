package io.jcacheredis.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import io.jcacheredis.linearizability.HistoryJvm.Bug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/**
 * Four JVMs call all methods of one strict cache at once, while connections break, requests are held up and let go later, and the
 * server stands still: what they hear must be what one JVM alone could have heard. {@code -Dlinearizability.seconds} makes it
 * longer; see docs/testing.md.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LinearizabilityIT {

    private static final int JVMS = 4;
    private static final int SECONDS = Integer.getInteger("linearizability.seconds", 12);
    /** Of 40, 20 found the writes that arrive later: without a reason, so many find nothing once in a million times. */
    private static final int ATTEMPTS = 20;

    private static final int SECONDS_FOR_A_BUG = 8;
    private static final Duration LIMIT = Duration.ofMinutes(25);

    @TempDir
    Path folder;

    private final List<FaultProxy> proxies = new ArrayList<>();
    private EmbeddedRedis redis;

    @BeforeEach
    void start() throws IOException {
        redis = EmbeddedRedis.start();
        for (int i = 0; i < JVMS; i++) {
            proxies.add(new FaultProxy(redis.uri()));
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        redis.close();
    }

    /** What becomes of a history: how many of its calls were answered, given up, and which keys contradict themselves. */
    private record Judgement(long answered, long open, Map<String, List<Call>> violations) {}

    private Judgement run(Bug bug, int seconds, String login, boolean faults) throws Exception {
        redis.flush(); // a history begins with no entries, also after another one
        List<ChildJvm> jvms = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try {
            for (int i = 0; i < JVMS; i++) {
                files.add(folder.resolve(bug + "-" + i));
                jvms.add(ChildJvm.of(
                                HistoryJvm.class,
                                "redis://" + login + "127.0.0.1:"
                                        + proxies.get(i).uri().getPort(),
                                "" + i,
                                "" + seconds,
                                bug.name(),
                                i % 2 == 0 ? "native" : "script",
                                files.get(i).toString())
                        .options("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        .start());
            }
            for (ChildJvm jvm : jvms) {
                jvm.awaitReady(Duration.ofMinutes(1));
            }
            Thread mischief = new Thread(() -> disturb(done), "test-mischief");
            jvms.forEach(jvm -> jvm.tell("go"));
            if (faults) {
                mischief.start();
            }
            for (ChildJvm jvm : jvms) {
                jvm.awaitEnd(LIMIT);
            }
            done.set(true);
            mischief.join();
        } finally {
            done.set(true);
            jvms.forEach(ChildJvm::close);
        }
        List<Call> history = new ArrayList<>();
        for (Path file : files) {
            Files.readAllLines(file).forEach(line -> history.add(Call.of(line)));
        }
        long open = history.stream().filter(Call::isOpen).count();
        return new Judgement(history.size() - open, open, Checker.violations(history));
    }

    /** One fault after the other, by a seed of its own, until it is told to stop; then everything is carried again. */
    private void disturb(AtomicBoolean done) {
        Random random = new Random(42);
        while (!done.get()) {
            pause(20 + random.nextInt(200));
            FaultProxy proxy = proxies.get(random.nextInt(JVMS));
            switch (random.nextInt(7)) {
                case 0 -> proxy.cutAfter(Way.TO_CLIENT, random.nextInt(40));
                case 1 -> proxy.cutAfter(Way.TO_SERVER, random.nextInt(60));
                case 2, 3 -> {
                    // Those who give up connect anew, and get through before what they have sent.
                    proxy.hold(Way.TO_SERVER);
                    proxy.passOnNewConnections(Way.TO_SERVER);
                    pause(300 + random.nextInt(300));
                    proxy.pass(Way.TO_SERVER);
                }
                case 4 -> {
                    proxy.hold(Way.TO_CLIENT);
                    proxy.passOnNewConnections(Way.TO_CLIENT);
                    pause(300 + random.nextInt(100));
                    proxy.pass(Way.TO_CLIENT);
                }
                case 5 -> {
                    redis.pause();
                    pause(50 + random.nextInt(300));
                    redis.resume();
                }
                default -> {
                    proxy.refuse(true);
                    pause(random.nextInt(100));
                    proxy.refuse(false);
                }
            }
        }
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void whatAllHear_isWhatOneCouldHaveHeard() throws Exception {
        Judgement judgement = run(Bug.NONE, SECONDS, "", true);

        System.out.println("linearizability: " + judgement.answered() + " calls answered, " + judgement.open()
                + " given up, " + judgement.violations().size() + " keys in contradiction");
        assertThat(judgement.open()).as("faults that left something open").isPositive();
        assertThat(judgement.violations()).isEmpty();
    }

    @Test
    void comparingAndSettingInTwoSteps_isFoundOut() throws Exception {
        assertThat(run(Bug.CAS, 2, "", false).violations()).isNotEmpty();
    }

    /** Faults come at random, so that some seconds may pass without one that shows the bug. */
    private void requireThatItIsFoundOut(Bug bug, String login) throws Exception {
        List<Judgement> judgements = new ArrayList<>();
        do {
            int attempt = judgements.size() + 1;
            assertThat(attempt).as("attempt, after %s", judgements).isLessThanOrEqualTo(ATTEMPTS);
            judgements.add(run(bug, SECONDS_FOR_A_BUG, login, true));
        } while (judgements.get(judgements.size() - 1).violations().isEmpty());
        System.out.println("linearizability: found out in attempt " + judgements.size());
    }

    @Test
    void sendingAgainWhatWasNotAnswered_isFoundOut() throws Exception {
        requireThatItIsFoundOut(Bug.RETRY, "");
    }

    /** A user that may not kill connections. */
    @Test
    void writesThatArriveLater_areFoundOut() throws Exception {
        try (RedisClient admin = RedisClient.create(redis.uri())) {
            CommandArguments user = new CommandArguments(Command.ACL);
            for (String argument :
                    List.of("SETUSER", "nofence", "on", ">secret", "allkeys", "allchannels", "+@all", "-client|kill")) {
                user.add(argument);
            }
            admin.executeCommand(user);
        }
        requireThatItIsFoundOut(Bug.NONE, "nofence:secret@");
    }
}
