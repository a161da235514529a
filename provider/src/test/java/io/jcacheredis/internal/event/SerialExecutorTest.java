package io.jcacheredis.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void execute_whereNoThreadWasToBeHad_theNextTaskTakesAlongWhatWaits() {
        AtomicBoolean refusing = new AtomicBoolean(true);
        SerialExecutor executor = new SerialExecutor(task -> {
            if (refusing.get()) {
                throw new RejectedExecutionException("no thread");
            }
            task.run();
        });
        assertThatThrownBy(() -> executor.execute(() -> done.add("first")))
                .isInstanceOf(RejectedExecutionException.class);

        refusing.set(false);
        executor.execute(() -> done.add("second"));

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void taskThatFails_isNotTheLast() {
        Queue<Runnable> later = new ArrayDeque<>();
        SerialExecutor executor = new SerialExecutor(later::add);
        executor.execute(() -> {
            throw new OutOfMemoryError("on purpose");
        });
        executor.execute(() -> done.add("second"));
        later.remove().run();
        executor.execute(() -> done.add("third"));
        later.remove().run();

        assertThat(done).containsExactly("second", "third");
    }

    @Test
    void execute_afterClose_doesNothing() {
        SerialExecutor executor = new SerialExecutor(Runnable::run);
        executor.close();

        executor.execute(() -> done.add("late"));

        assertThat(done).isEmpty();
    }

    @Test
    void close_fromATask_dropsWhatWaitsAndSaysHowMany() {
        List<Integer> dropped = new ArrayList<>();
        Queue<Runnable> later = new ArrayDeque<>();
        SerialExecutor executor = new SerialExecutor(later::add);
        executor.execute(() -> dropped.add(executor.close()));
        executor.execute(() -> done.add("dropped"));
        executor.execute(() -> done.add("dropped"));

        later.remove().run();

        assertThat(dropped).containsExactly(2);
        assertThat(done).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void close_waitsForTheTasksThatItHas() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        SerialExecutor executor = new SerialExecutor(task -> new Thread(task).start());
        executor.execute(() -> {
            awaitQuietly(go);
            done.add("running");
        });
        executor.execute(() -> done.add("waiting"));
        FutureTask<Integer> closing = new FutureTask<>(executor::close);
        Thread closer = new Thread(closing);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);

        go.countDown();

        assertThat(closing.get(5, TimeUnit.SECONDS))
                .as("well before its patience ends")
                .isZero();
        assertThat(done).containsExactly("running", "waiting");
    }

    @Test
    void close_interrupted_endsAtOnceAndStaysInterrupted() {
        SerialExecutor executor = new SerialExecutor(task -> {});
        executor.execute(() -> done.add("never"));
        Thread.currentThread().interrupt();

        int dropped = executor.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(dropped).isOne();
    }

    @Test
    void close_afterNoThreadWasToBeHad_doesNotWait() {
        SerialExecutor executor = new SerialExecutor(task -> {
            throw new RejectedExecutionException("no thread");
        });
        assertThatThrownBy(() -> executor.execute(() -> done.add("never")))
                .isInstanceOf(RejectedExecutionException.class);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(executor.close()).isOne());
    }

    @Test
    void close_whileNoThreadIsToBeHad_waitsNoLonger() throws Exception {
        List<SerialExecutor> self = new ArrayList<>();
        FutureTask<Integer> closing = new FutureTask<>(() -> self.get(0).close());
        Thread closer = new Thread(closing);
        self.add(new SerialExecutor(task -> {
            closer.start();
            await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
            throw new RejectedExecutionException("no thread");
        }));

        assertThatThrownBy(() -> self.get(0).execute(() -> done.add("never")))
                .isInstanceOf(RejectedExecutionException.class);

        assertThat(closing.get(5, TimeUnit.SECONDS)).isOne();
    }

    @Test
    void close_byAnotherThread_leavesNobodyWaiting() throws Exception {
        SerialExecutor executor = new SerialExecutor(Runnable::run);
        Thread closer = new Thread(executor::close);
        closer.start();
        closer.join();

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> executor.execute(() -> done.add("late")));

        assertThat(done).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
