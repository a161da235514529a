package io.jcacheredis.internal.manager;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** For how long a pool keeps threads that do nothing: a while, as the next task may come soon, or no longer if none is to come. */
final class IdleThreads {

    static final long KEPT_SECONDS = 10;

    /** Pools whose core threads end, too, take no 0. */
    private static final long AT_ONCE_NANOS = 1;

    private IdleThreads() {}

    /** Ends those of a pool, and those that get idle later, until {@link #keep}. */
    static void end(@Nullable ThreadPoolExecutor pool) {
        if (pool != null) {
            pool.setKeepAliveTime(AT_ONCE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** Keeps them for a while, for there are tasks again. */
    static void keep(ThreadPoolExecutor pool) {
        if (pool.getKeepAliveTime(TimeUnit.NANOSECONDS) == AT_ONCE_NANOS) {
            pool.setKeepAliveTime(KEPT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
