package io.jcacheredis.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void endThread() {
        other.shutdownNow();
    }

    @Test
    void begin_again_isTheTurnOfTheSameThread() {
        Lifecycle lifecycle = new Lifecycle("m", Duration.ofMillis(1));

        lifecycle.begin();
        lifecycle.begin();
        lifecycle.end();

        assertThat(beginsElsewhere(lifecycle)).failsWithin(30, TimeUnit.SECONDS);
        lifecycle.end();
        assertThat(beginsElsewhere(lifecycle)).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void begin_whileNothingGetsOn_fails() {
        Lifecycle lifecycle = new Lifecycle("the manager m", Duration.ofMillis(20));
        lifecycle.begin();

        Future<?> waiting = beginsElsewhere(lifecycle);

        assertThat(waiting)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(CacheException.class)
                .withMessageContaining("the manager m")
                .withMessageContaining("factory");
    }

    @Test
    void begin_whileTheOtherGetsOn_waits() throws Exception {
        Duration patience = Duration.ofMillis(100);
        Lifecycle lifecycle = new Lifecycle("m", patience);
        lifecycle.begin();
        Future<?> waiting = beginsElsewhere(lifecycle);

        long start = System.nanoTime();
        while (System.nanoTime() - start < 5 * patience.toNanos()) {
            lifecycle.gotOn();
            Thread.onSpinWait();
        }
        assertThat(waiting.isDone()).isFalse();

        lifecycle.end();
        assertThat(waiting).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void begin_interrupted_failsAndStaysInterrupted() throws Exception {
        Lifecycle lifecycle = new Lifecycle("m", Duration.ofMinutes(5));
        lifecycle.begin();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            begun.countDown();
            assertThatThrownBy(lifecycle::begin).isInstanceOf(CacheException.class);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        begun.await();

        waiting.interrupt();

        assertThat(interrupted).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(true);
    }

    private Future<?> beginsElsewhere(Lifecycle lifecycle) {
        return other.submit(() -> {
            lifecycle.begin();
            lifecycle.end();
        });
    }
}
