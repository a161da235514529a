package io.jcacheredis.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls of asynchronous caches on a JDK without good virtual threads. Time passes when the test says so. */
class PooledCallsTest {

    private final AtomicInteger threads = new AtomicInteger();
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final List<Integer> done = new CopyOnWriteArrayList<>();
    private Runnable watch = () -> {};
    private Future<?> watching = CompletableFuture.completedFuture(null);
    private final PooledCalls calls = new PooledCalls(this::thread, this::every);

    @AfterEach
    void end() {
        goesOn.countDown();
        Objects.requireNonNull(calls.detach()).shutdown();
    }

    private Thread thread(Runnable task) {
        threads.incrementAndGet();
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private Future<?> every(Duration period, Runnable task) {
        assertThat(watching.isDone()).as("one watch at a time").isTrue();
        watch = task;
        watching = new FutureTask<>(task, null);
        return watching;
    }

    /** Returns when all that get a thread have begun: what begins later would count as progress. */
    private void block(int count, int depth) {
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            calls.run(
                    () -> {
                        begun.incrementAndGet();
                        try {
                            goesOn.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    depth);
        }
        await().until(() -> begun.get() == Math.min(count, PooledCalls.THREADS));
    }

    @Test
    void calls_areRunByABoundedNumberOfThreads_inTheirOrder() throws Exception {
        block(PooledCalls.THREADS - 1, 0);
        CountDownLatch all = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            calls.run(
                    () -> {
                        done.add(number);
                        all.countDown();
                    },
                    0);
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasValue(PooledCalls.THREADS);
        assertThat(done).isSorted();
    }

    @Test
    void callsOfCalls_comeFirst() {
        block(PooledCalls.THREADS, 0);
        for (int i = 0; i < 100; i++) {
            int depth = i / 10 % 3;
            calls.run(() -> done.add(depth), depth);
        }
        Runnable look = watch;
        look.run(); // one thread more, as nothing begins
        await().until(() -> done.size() == 100);
        assertThat(done.get(0)).isEqualTo(2);
        assertThat(done).isSortedAccordingTo((a, b) -> b - a);
        assertThat(threads).hasValue(PooledCalls.THREADS + 1);
    }

    @Test
    void whileSomethingBegins_thereAreNoMoreThreads() {
        block(PooledCalls.THREADS - 1, 0);
        List<CountDownLatch> steps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CountDownLatch step = new CountDownLatch(1);
            steps.add(step);
            calls.run(
                    () -> {
                        done.add(1);
                        awaitQuietly(step);
                    },
                    0);
        }
        for (int i = 0; i < 4; i++) {
            int begun = i + 1;
            await().until(() -> done.size() == begun);
            steps.get(i).countDown();
            await().until(() -> done.size() == begun + 1);
            watch.run();
        }
        assertThat(threads).hasValue(PooledCalls.THREADS);
        steps.forEach(CountDownLatch::countDown);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void standstill_endsByAsManyThreadsAsItTakes_andTheQueueIsWatchedNoMoreWhenItIsEmpty() {
        block(PooledCalls.THREADS + 10, 0);
        calls.run(() -> done.add(1), 0);
        assertThat(watching.isDone()).isFalse();
        await().until(() -> {
            watch.run();
            return done.size() == 1;
        });
        assertThat(threads).hasValue(PooledCalls.THREADS + 11);
        watch.run();
        assertThat(watching.isCancelled()).isTrue();
    }

    @Test
    void detachedPool_isReplacedByANewOne() {
        block(PooledCalls.THREADS + 1, 0);
        var first = Objects.requireNonNull(calls.detach());
        assertThat(watching.isCancelled()).isTrue();
        assertThat(calls.detach()).isNull();
        calls.run(() -> done.add(1), 0);
        await().until(() -> done.size() == 1);
        assertThat(first.shutdownNow()).hasSize(1);
        watch.run();
    }
}
