package io.jcacheredis.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.ChildJvm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * JVMs with near caches that write and read while something is done to them and to their servers: nobody reads what has been old for
 * longer than is promised, nor anything older than what he wrote himself.
 */
final class NearTrial implements AutoCloseable {

    static final int JVMS = 4;
    /** What is promised. */
    static final int BOUND_MILLIS = 5_000;

    private static final int SECONDS = Integer.getInteger("near.seconds", 20);
    private static final Duration LIMIT = Duration.ofSeconds(SECONDS).plusMinutes(6);
    private static final int LONGEST_PAUSE = 7_000;

    private final List<ChildJvm> jvms = new ArrayList<>();
    private final Random random = new Random(7);

    /**
     * One of JVMs that run, the n-th of which uses the n-th Redis, and that share a file in that folder.
     *
     * @param mayLose whether that Redis may lose what it acknowledged, as where a master is replaced: then each write tells what was there
     */
    NearTrial(List<URI> redis, Path folder, boolean mayLose) {
        for (int i = 0; i < JVMS; i++) {
            jvms.add(ChildJvm.of(
                            NearJvm.class,
                            redis.get(i % redis.size()).toString(),
                            "" + i,
                            "" + SECONDS,
                            folder.resolve("versions").toString(),
                            "" + mayLose)
                    .options("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                    .start());
        }
        jvms.forEach(jvm -> jvm.awaitReady(Duration.ofMinutes(1)));
    }

    /** Where the machine is busy, the JVMs go on for a while until they have so many together. */
    static long leastReads(int seconds) {
        return 100_000L * seconds / 10;
    }

    static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** One thing after the other, until the JVMs have come to their end. */
    interface Mischief {
        void happen(Random random);
    }

    /** A JVM stands still for some seconds. */
    void pauseJvm() {
        whileAJvmStandsStill(() -> pause(random.nextInt(LONGEST_PAUSE)));
    }

    void whileAJvmStandsStill(Runnable action) {
        ChildJvm jvm = jvms.get(random.nextInt(JVMS));
        jvm.pause();
        try {
            action.run();
        } finally {
            jvm.resume();
        }
    }

    /** Lets the JVMs come to their end meanwhile, prints what they found, and holds it to what is promised. */
    void prove(String what, Mischief mischief) throws InterruptedException {
        whileDoing(mischief);

        System.out.printf(
                "near caches, %s: %d reads, %d of them here, %d writes, %d of them lost by Redis, %d failures, the oldest value %d ms%n",
                what,
                sum("reads"),
                sum("nearHits"),
                sum("writes"),
                sum("lostByRedis"),
                sum("failures"),
                most("oldest"));
        assertThat(sum("reads")).isGreaterThan(leastReads(SECONDS));
        assertThat(sum("nearHits")).isGreaterThan(leastReads(SECONDS) / 100);
        assertThat(sum("writes")).isGreaterThan(100);
        assertThat(sum("lostOwn"))
                .as("reads of less than what was written here")
                .isZero();
        assertThat(most("oldest")).isLessThan(BOUND_MILLIS);
    }

    /** What was acknowledged is lost by servers only where a master was replaced that was not to be; else it was never written. */
    void proveNothingLost(Masters masters) {
        if (masters.unasked() > 0) {
            System.out.println("near caches: masters were replaced unasked, " + masters.unasked() + " times");
        } else {
            assertThat(sum("lostByRedis")).as("acknowledged and not there").isZero();
        }
    }

    private void whileDoing(Mischief mischief) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    while (!done.get()) {
                        mischief.happen(random);
                    }
                },
                "test-mischief");
        thread.setUncaughtExceptionHandler((mischievous, e) -> failure.set(e));
        thread.start();
        try {
            jvms.forEach(jvm -> jvm.awaitEnd(LIMIT));
        } finally {
            done.set(true);
            thread.join();
        }
        assertThat(failure.get()).as("what ended the mischief").isNull();
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

    @Override
    public void close() {
        jvms.forEach(ChildJvm::close);
    }
}
