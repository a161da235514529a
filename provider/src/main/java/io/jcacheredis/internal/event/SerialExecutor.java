package io.jcacheredis.internal.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, in the order of their arrival, on threads of another executor. */
public final class SerialExecutor implements Executor {

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Executor threads;
    private final Lock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Condition idle = lock.newCondition();
    private @Nullable Thread runner;
    private boolean running;
    private boolean closed;

    /** One that has no task yet. */
    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        begin();
    }

    /** Goes on with what waits, if there was no thread for it. */
    void resume() {
        lock.lock();
        try {
            if (running || waiting.isEmpty()) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        begin();
    }

    private void begin() {
        try {
            threads.execute(this::runWaiting);
        } catch (RuntimeException | Error e) {
            // No thread was to be had. The next task tries again, and takes along what waits.
            standStill();
            throw e;
        }
    }

    private void standStill() {
        lock.lock();
        try {
            running = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void runWaiting() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // those that wait are to be run all the same
                log.warn("A task of the provider failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            running = task != null;
            runner = running ? Thread.currentThread() : null;
            if (!running) {
                idle.signalAll();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more tasks and waits a while for those that it has. A task that calls this is the last one.
     *
     * @return how many tasks are dropped
     */
    int close() {
        lock.lock();
        try {
            closed = true;
            long nanos = PATIENCE.toNanos();
            while (running && runner != Thread.currentThread() && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return drop();
    }

    private int drop() {
        lock.lock();
        try {
            int dropped = waiting.size();
            waiting.clear();
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
