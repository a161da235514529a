package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.cache.CallThreads;
import io.jcacheredis.internal.store.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a provider, for asynchronous listeners, loads and calls and for what is done again and again: daemons with a name,
 * made when needed, gone when idle or when the provider is closed.
 */
final class Threads implements Executor, Timer, AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Lock lock = new ReentrantLock();
    private final AtomicInteger number = new AtomicInteger();
    private final PooledCalls pooledCalls = new PooledCalls(this::newThread, this);
    private final @Nullable CallThreads virtualCalls = VirtualCalls.ifGood();
    private @Nullable ThreadPoolExecutor pool;
    private @Nullable ScheduledThreadPoolExecutor timer;

    @Override
    public void execute(Runnable task) {
        pool().execute(task);
    }

    private ThreadPoolExecutor pool() {
        lock.lock();
        try {
            if (pool == null) {
                pool = new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IdleThreads.KEPT_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        this::newThread);
            }
            IdleThreads.keep(pool);
            return pool;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Future<?> every(Duration period, Runnable task) {
        return timer().scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private ScheduledThreadPoolExecutor timer() {
        lock.lock();
        try {
            if (timer == null) {
                timer = new ScheduledThreadPoolExecutor(1, this::newThread);
                timer.setRemoveOnCancelPolicy(true);
                timer.setKeepAliveTime(IdleThreads.KEPT_SECONDS, TimeUnit.SECONDS);
                timer.allowCoreThreadTimeOut(true);
            }
            IdleThreads.keep(timer);
            return timer;
        } finally {
            lock.unlock();
        }
    }

    /** For the calls of asynchronous caches. */
    CallThreads calls() {
        return virtualCalls == null ? pooledCalls : virtualCalls;
    }

    private Thread newThread(Runnable task) {
        return new OwnThread(task, "jcache-redis-" + number.incrementAndGet());
    }

    private static final class OwnThread extends Thread {

        OwnThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }

    /** Ends those that are idle, and others as soon as they are, until there is something to do again. Waits for nothing. */
    void endIdle() {
        lock.lock();
        try {
            IdleThreads.end(pool);
            IdleThreads.end(timer);
        } finally {
            lock.unlock();
        }
        pooledCalls.endIdle();
    }

    /**
     * Ends the threads, waiting for what they do unless one of them calls this: a listener may close its provider. They are
     * made anew if they are needed again.
     */
    @Override
    public void close() {
        ThreadPoolExecutor ending;
        ThreadPoolExecutor endingTimer;
        lock.lock();
        try {
            ending = pool;
            endingTimer = timer;
            pool = null;
            timer = null;
        } finally {
            lock.unlock();
        }
        // Who waits for such a call learns that its cache is closed.
        end(pooledCalls.detach()).forEach(Runnable::run);
        end(endingTimer);
        end(ending);
    }

    /** Ends a pool, and tells which tasks did not begin. */
    private static List<Runnable> end(@Nullable ThreadPoolExecutor ending) {
        if (ending == null) {
            return List.of();
        }
        ending.shutdown();
        if (Thread.currentThread() instanceof OwnThread) {
            return List.of();
        }
        try {
            return ending.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS) ? List.of() : ending.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ending.shutdownNow();
        }
    }
}
