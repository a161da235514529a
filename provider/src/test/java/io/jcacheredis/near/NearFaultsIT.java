package io.jcacheredis.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * Near caches of four JVMs under writes, while connections are cut, held up and go silent, the server stands still and a JVM does:
 * nobody reads what has been old for longer than is promised, nor anything older than what he wrote himself. For longer by {@code
 * -Dnear.seconds=600}.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class NearFaultsIT {

    static final int JVMS = 4;

    private static final int SECONDS = Integer.getInteger("near.seconds", 20);
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(SECONDS).plusMinutes(2);

    @TempDir
    Path folder;

    private final List<FaultProxy> proxies = new ArrayList<>();
    private final List<ChildJvm> jvms = new ArrayList<>();
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
        jvms.forEach(ChildJvm::close);
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        redis.close();
    }

    /** Where the machine is busy, the JVMs go on for a while until they have so many together. */
    static long leastReads(int seconds) {
        return 100_000L * seconds / 10;
    }

    private long sum(String what) {
        return jvms.stream().mapToLong(jvm -> Long.parseLong(jvm.value(what))).sum();
    }

    private long most(String what) {
        return jvms.stream()
                .mapToLong(jvm -> Long.parseLong(jvm.value(what)))
                .max()
                .orElseThrow();
    }

    @Test
    void underFaults_nothingIsOlderThanPromised_andOwnWritesAreRead() throws Exception {
        for (int i = 0; i < JVMS; i++) {
            jvms.add(ChildJvm.of(
                            NearJvm.class,
                            "redis://127.0.0.1:" + proxies.get(i).uri().getPort(),
                            "" + i,
                            "" + SECONDS,
                            folder.resolve("versions").toString())
                    .options("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                    .start());
        }
        for (ChildJvm jvm : jvms) {
            jvm.awaitReady(Duration.ofMinutes(1));
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread mischief = new Thread(() -> disturb(done), "test-mischief");
        mischief.start();
        try {
            for (ChildJvm jvm : jvms) {
                jvm.awaitEnd(LIMIT);
            }
        } finally {
            done.set(true);
            mischief.join();
        }

        System.out.printf(
                "near caches: %d reads, %d of them here, %d writes, %d failures, the oldest value %d ms%n",
                sum("reads"), sum("nearHits"), sum("writes"), sum("failures"), most("oldest"));
        assertThat(sum("reads")).isGreaterThan(leastReads(SECONDS));
        assertThat(sum("nearHits")).isGreaterThan(leastReads(SECONDS) / 100);
        assertThat(sum("writes")).isGreaterThan(100);
        assertThat(sum("lostOwn"))
                .as("reads of less than what was written here")
                .isZero();
        assertThat(Duration.ofMillis(most("oldest"))).isLessThan(BOUND);
    }

    /** One fault after the other; in the end everything is carried again. */
    private void disturb(AtomicBoolean done) {
        Random random = new Random(7);
        while (!done.get()) {
            pause(random.nextInt(3_000));
            FaultProxy proxy = proxies.get(random.nextInt(JVMS));
            switch (random.nextInt(7)) {
                case 0 -> proxy.cutAfter(Way.TO_CLIENT, random.nextInt(200));
                case 1 -> {
                    // The line is silent for longer than is borne, and lanes that are made anew work meanwhile.
                    proxy.hold(Way.TO_CLIENT);
                    proxy.passOnNewConnections(Way.TO_CLIENT);
                    pause(1_000 + random.nextInt(6_000));
                    proxy.pass(Way.TO_CLIENT);
                }
                case 2 -> {
                    proxy.hold(Way.TO_CLIENT);
                    pause(random.nextInt(1_500));
                    proxy.pass(Way.TO_CLIENT);
                }
                case 3 -> {
                    redis.pause();
                    pause(random.nextInt(700));
                    redis.resume();
                }
                case 4 -> {
                    try (Jedis jedis = new Jedis(redis.uri())) {
                        jedis.clientKill(
                                new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
                    }
                }
                case 5 -> proxy.repeatOnce(Way.TO_CLIENT);
                default -> {
                    ChildJvm jvm = jvms.get(random.nextInt(JVMS));
                    jvm.pause();
                    pause(random.nextInt(7_000));
                    jvm.resume();
                }
            }
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
