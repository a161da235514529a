package io.jcacheredis.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Threads that work at the same time. Each contender gets the same ones, as a thread's start would count otherwise. */
final class Crew implements AutoCloseable {

    private final int size;
    private final ExecutorService threads;

    Crew(int size, ThreadFactory factory) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size, factory);
    }

    /** Lets all threads work for a while. The operations of all of them in a second. */
    double work(Contender contender, Duration time) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Worker worker = contender.workers().apply(i);
            counts.add(threads.submit(() -> {
                long count = 0;
                do {
                    worker.once();
                    count++;
                } while (System.nanoTime() - end < 0);
                return count;
            }));
        }
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += result(count);
        }
        return sum * 1e9 / (System.nanoTime() - start);
    }

    private static long result(Future<Long> count) {
        try {
            return count.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
