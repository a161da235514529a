package io.jcacheredis.internal.observation;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.CallObserver;
import io.jcacheredis.CallObserver.Observed;
import io.jcacheredis.CallOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who observes the calls of a manager's caches, and what is noted of those under way. While nobody does, each method is one look
 * at a field. Safe for use by several threads.
 */
public final class Observing {

    private static final Logger log = LoggerFactory.getLogger(Observing.class);
    private static final Observed NOBODY = outcome -> {};

    /** The innermost call of each thread, of any cache. */
    private static final ThreadLocal<@Nullable Seen> CURRENT = new ThreadLocal<>();

    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile @Nullable CallObserver observer;

    /** Has this one told from now on, and no other; null for nobody. */
    public void observe(@Nullable CallObserver by) {
        observer = by;
    }

    /** Whether somebody observes. */
    public boolean isOn() {
        return observer != null;
    }

    /** Makes a call, and tells of it. */
    public <T extends @Nullable Object> T call(String cacheName, String operation, Supplier<T> call) {
        CallObserver by = observer;
        return by == null ? call.get() : observed(begun(by, cacheName, operation), call);
    }

    private <T extends @Nullable Object> T observed(Observed observed, Supplier<T> call) {
        Seen outer = CURRENT.get();
        Seen seen = new Seen();
        CURRENT.set(seen);
        Throwable failure = null;
        try {
            return call.get();
        } catch (Throwable e) { // also an undeclared checked one
            failure = e;
            throw e;
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
            end(observed, seen.outcome(failure));
        }
    }

    private Observed begun(CallObserver by, String cacheName, String operation) {
        try {
            return by.begins(cacheName, operation);
        } catch (RuntimeException e) {
            complain(e);
            return NOBODY;
        }
    }

    private void end(Observed observed, CallOutcome outcome) {
        try {
            observed.ends(outcome);
        } catch (RuntimeException e) {
            complain(e);
        }
    }

    private void complain(RuntimeException failure) {
        if (failed.compareAndSet(false, true)) {
            log.warn(
                    "The observer of caches failed, so that what it observes is incomplete; the calls are not affected. Further"
                            + " failures are logged at debug level",
                    failure);
        } else {
            log.debug("The observer of caches failed", failure);
        }
    }

    /** What another thread is to do for this one, with what the observer wants that thread to know. It is done whatever the observer does. */
    public Runnable carried(Runnable task) {
        CallObserver by = observer;
        if (by == null) {
            return task;
        }
        Once once = new Once(task);
        try {
            Runnable carried = requireNonNull(by.carried(once), "what the observer carries");
            return () -> run(carried, once);
        } catch (RuntimeException e) {
            complain(e);
            return task;
        }
    }

    private void run(Runnable carried, Once once) {
        try {
            carried.run();
        } catch (RuntimeException e) {
            if (e == once.failure) {
                throw e;
            }
            complain(e);
        } finally {
            once.run(); // for an observer that failed before it came to it
        }
    }

    /** Does something at the first call. Used by one thread. */
    private static final class Once implements Runnable {

        private final Runnable task;
        private boolean begun;
        private @Nullable RuntimeException failure;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!begun) {
                begun = true;
                try {
                    task.run();
                } catch (RuntimeException e) {
                    failure = e;
                    throw e;
                }
            }
        }
    }

    /** The call of this thread looked entries up. */
    public void lookedUp(long hits, long misses) {
        Seen seen = seen();
        if (seen != null) {
            seen.hits += hits;
            seen.misses += misses;
        }
    }

    /** It asks Redis. */
    public void asked() {
        Seen seen = seen();
        if (seen != null) {
            seen.remote = true;
        }
    }

    /** It is answered as by an empty cache. */
    public void degraded() {
        Seen seen = seen();
        if (seen != null) {
            seen.degraded = true;
        }
    }

    private @Nullable Seen seen() {
        return observer == null ? null : CURRENT.get();
    }

    /** What was seen of a call. Used by its thread. */
    private static final class Seen {

        private long hits;
        private long misses;
        private boolean remote;
        private boolean degraded;

        CallOutcome outcome(@Nullable Throwable failure) {
            return new CallOutcome(result(failure), remote, hits, misses, failure);
        }

        private CallOutcome.Result result(@Nullable Throwable failure) {
            if (failure != null) {
                return CallOutcome.Result.ERROR;
            } else if (degraded) {
                return CallOutcome.Result.DEGRADED;
            } else if (hits > 0) {
                return misses > 0 ? CallOutcome.Result.PARTIAL : CallOutcome.Result.HIT;
            }
            return misses > 0 ? CallOutcome.Result.MISS : CallOutcome.Result.SUCCESS;
        }
    }
}
