package io.jcacheredis.faults;

import io.jcacheredis.faults.OwnedKey.Risk;
import io.jcacheredis.linearizability.Call;
import io.jcacheredis.linearizability.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;

/**
 * Threads that use a strict cache, each its own keys, and hold each answer to what is possible. Each also writes the time under
 * keys of its own, its clocks, so that one can see from outside what has arrived where.
 */
final class Load implements AutoCloseable {

    /** So that a machine with two cores is not busy with the load alone. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    /** The keys of one thread. */
    record Share(List<OwnedKey> keys, List<String> clocks) {}

    private final Cache<String, Long> cache;
    private final ExecutorService threads;
    private final List<Future<?>> ends = new ArrayList<>();
    private volatile boolean done;

    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder failedWithoutRisk = new LongAdder();
    private final AtomicLong longestWithoutRisk = new AtomicLong();

    /** Starts a thread for each share. */
    Load(Cache<String, Long> cache, List<Share> shares) {
        this.cache = cache;
        this.threads = Executors.newFixedThreadPool(shares.size());
        for (Share share : shares) {
            ends.add(threads.submit(() -> use(share, new Random())));
        }
    }

    private void use(Share share, Random random) {
        while (!done) {
            LockSupport.parkNanos(PAUSE_NANOS);
            if (random.nextInt(8) == 0) {
                tick(share.clocks().get(random.nextInt(share.clocks().size())));
            } else {
                OwnedKey key = share.keys().get(random.nextInt(share.keys().size()));
                if (!isMade(key, key.next(random))) {
                    share.keys().forEach(OwnedKey::readNext);
                }
            }
        }
    }

    /** A clock may lose what it shows; nobody relies on it. */
    private void tick(String clock) {
        try {
            cache.put(clock, System.nanoTime());
            answered.increment();
        } catch (RuntimeException e) {
            (Calls.isOutcomeUnknown(e) ? unknown : refused).increment();
        }
    }

    private boolean isMade(OwnedKey key, Call call) {
        Risk risk = key.risk();
        long begin = System.nanoTime();
        boolean made = isAnswered(key, call);
        if (risk == Risk.NONE && key.risk() == Risk.NONE) {
            longestWithoutRisk.accumulateAndGet(System.nanoTime() - begin, Math::max);
            if (!made) {
                failedWithoutRisk.increment();
            }
        }
        return made;
    }

    private boolean isAnswered(OwnedKey key, Call call) {
        long result;
        try {
            result = Calls.result(cache, call);
        } catch (RuntimeException e) {
            if (Calls.isOutcomeUnknown(e)) {
                unknown.increment();
                key.unknown(call);
            } else {
                refused.increment();
            }
            return false;
        }
        answered.increment();
        key.answered(call.returning(result));
        return true;
    }

    /** How many calls were answered so far. */
    long answered() {
        return answered.sum();
    }

    /** How many calls failed of which nothing was done, as the cache says. */
    long refused() {
        return refused.sum();
    }

    /** How many calls failed of which the cache does not know what was done. */
    long unknown() {
        return unknown.sum();
    }

    /** How many calls failed to which nothing was to happen. */
    long failedWithoutRisk() {
        return failedWithoutRisk.sum();
    }

    /** How long a call took at most to which nothing was to happen. */
    long longestMillisWithoutRisk() {
        return TimeUnit.NANOSECONDS.toMillis(longestWithoutRisk.get());
    }

    /** Fails if a thread has, as an answer was impossible. */
    void check() throws InterruptedException {
        for (Future<?> end : ends) {
            if (end.isDone()) {
                rethrow(end);
            }
        }
    }

    /** Ends all threads, and fails if one has. */
    void stop() throws InterruptedException {
        done = true;
        for (Future<?> end : ends) {
            rethrow(end);
        }
    }

    private static void rethrow(Future<?> end) throws InterruptedException {
        try {
            end.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("under load", e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        done = true;
        threads.shutdown();
    }
}
