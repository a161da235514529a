package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.cache.CallThreads;
import io.jcacheredis.internal.store.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls by a bounded number of platform threads, and what does not fit waits. Calls may run code of users, which may wait for
 * other calls; those come first. If nothing begins for a while all the same, every thread waits for something that may be in the queue:
 * then there is one thread more, and again, until the queue is empty. So it can't come to a standstill.
 */
final class PooledCalls implements CallThreads {

    /** Calls that wait at the same time share round trips; more of them gain little. */
    static final int THREADS = 64;

    /** Longer than a round trip takes. */
    private static final Duration STANDSTILL = Duration.ofMillis(50);

    private final ThreadFactory threads;
    private final Timer timer;
    private final Lock lock = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private long number;
    private long begunBefore;
    private @Nullable ThreadPoolExecutor pool;
    private @Nullable Future<?> watch;

    PooledCalls(ThreadFactory threads, Timer timer) {
        this.threads = threads;
        this.timer = timer;
    }

    private final class Waiting implements Runnable, Comparable<Waiting> {

        private static final Comparator<Waiting> ORDER =
                Comparator.<Waiting>comparingInt(each -> -each.depth).thenComparingLong(each -> each.place);

        private final Runnable call;
        private final int depth;
        private final long place;

        Waiting(Runnable call, int depth, long place) {
            this.call = call;
            this.depth = depth;
            this.place = place;
        }

        @Override
        public void run() {
            begun.incrementAndGet();
            call.run();
        }

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public void run(Runnable call, int depth) {
        lock.lock();
        try {
            ThreadPoolExecutor current = pool();
            current.execute(new Waiting(call, depth, number++));
            if (watch == null && !current.getQueue().isEmpty()) {
                begunBefore = begun.get();
                watch = timer.every(STANDSTILL, this::look);
            }
        } finally {
            lock.unlock();
        }
    }

    private ThreadPoolExecutor pool() {
        if (pool == null) {
            pool = new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    IdleThreads.KEPT_SECONDS,
                    TimeUnit.SECONDS,
                    new PriorityBlockingQueue<>(),
                    threads);
            pool.allowCoreThreadTimeOut(true);
        }
        IdleThreads.keep(pool);
        return pool;
    }

    private void look() {
        lock.lock();
        try {
            if (pool == null || pool.getQueue().isEmpty()) {
                endWatch();
            } else if (begun.get() == begunBefore) {
                pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
                pool.setCorePoolSize(pool.getMaximumPoolSize());
            }
            begunBefore = begun.get();
        } finally {
            lock.unlock();
        }
    }

    private void endWatch() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
        if (pool != null) {
            pool.setCorePoolSize(THREADS);
            pool.setMaximumPoolSize(THREADS);
        }
    }

    /** Ends the threads that are idle, and others as soon as they are, until there are calls again. */
    void endIdle() {
        lock.lock();
        try {
            IdleThreads.end(pool);
        } finally {
            lock.unlock();
        }
    }

    /** The pool to be ended, if there is one. A new one is made when it is needed. */
    @Nullable
    ThreadPoolExecutor detach() {
        lock.lock();
        try {
            ThreadPoolExecutor ending = pool;
            pool = null;
            endWatch();
            return ending;
        } finally {
            lock.unlock();
        }
    }
}
