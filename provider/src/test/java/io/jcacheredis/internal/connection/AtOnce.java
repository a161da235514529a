package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One call by each of several threads, all at the same time. */
public final class AtOnce {

    private AtOnce() {}

    /** What the calls give. Throws what one of them throws. */
    public static <T> List<T> call(int threads, Callable<T> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(pool.submit(() -> {
                    together.await();
                    return call.call();
                }));
            }
            List<T> given = new ArrayList<>();
            for (Future<T> each : calls) {
                given.add(each.get());
            }
            return given;
        } finally {
            pool.shutdownNow();
        }
    }
}
