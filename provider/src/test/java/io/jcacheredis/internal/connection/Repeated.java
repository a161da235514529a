package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What threads do over and over until they are stopped, also by the failure of the test that started them. */
public final class Repeated implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One turn of one of the threads; both are counted from 0. */
    @FunctionalInterface
    public interface Turn {
        void run(int thread, int turn);
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean done;

    /** Starts so many threads. One whose turn throws ends. */
    public Repeated(int count, Turn turn) {
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> repeat(number, turn), "test-repeated-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void repeat(int thread, Turn turn) {
        try {
            for (int i = 0; !done; i++) {
                turn.run(thread, i);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Fails if a turn has thrown. */
    public void check() {
        assertThat(failure.get()).isNull();
    }

    /** Has all threads end, and fails if one does not, or if a turn has thrown. */
    public void stop() throws InterruptedException {
        done = true;
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).as("%s is at its turn still", thread).isFalse();
        }
        check();
    }

    @Override
    public void close() {
        done = true;
    }
}
