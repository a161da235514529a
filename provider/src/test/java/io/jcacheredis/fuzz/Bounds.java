package io.jcacheredis.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much time and memory one input may take. Both are counted for the thread, so that neither a busy machine nor the
 * garbage of other inputs counts; but the time is asked for by a call of the system, so only of what took long by the clock. The
 * heap itself is small as well: see {@link FuzzJvm}.
 */
final class Bounds {

    private static final long NANOS = 2_000_000_000L;
    /** Whatever an input is, and for each of its bytes, as some parsers have a few objects for each. */
    private static final long BYTES = 32L << 20;

    private static final long BYTES_PER_BYTE = 2_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** Runs it, and again if it takes too much, as the first one pays for the classes that are loaded. */
    static void check(int length, Runnable run) {
        long start = System.nanoTime();
        boolean exceeded = exceedsBytes(length, run) || System.nanoTime() - start > NANOS;
        if (exceeded && exceeds(length, run)) {
            throw new AssertionError("one input took more than 2 s of processor time, or allocated too much");
        }
    }

    private static boolean exceeds(int length, Runnable run) {
        long nanos = THREADS.getCurrentThreadCpuTime();
        return exceedsBytes(length, run) || THREADS.getCurrentThreadCpuTime() - nanos > NANOS;
    }

    private static boolean exceedsBytes(int length, Runnable run) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        run.run();
        return THREADS.getCurrentThreadAllocatedBytes() - bytes > BYTES + BYTES_PER_BYTE * length;
    }
}
