package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.connection.Echo.Injected;
import io.jcacheredis.internal.connection.HandOver.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Calls that meet at the lanes at random, in many short rounds: after each, nobody waits and no lane is lost. In longer ones the
 * next call would rescue who was left behind.
 */
class LaneGroupTest {

    private static final Duration TIME = Duration.ofMillis(Long.getLong("handover.millis", 3_000));
    private static final int PATIENCE_SECONDS = 12;
    private static final int CALLS_OF_A_ROUND = 2;
    private static final Manner[] MANNERS = Manner.values();

    private final ExecutorService ours = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void end() {
        ours.shutdownNow();
    }

    @Test
    void oneLane_twoThreads() throws Exception {
        meet(2, new HandOver(1, false, this::start));
    }

    @Test
    void oneLane_fourThreads() throws Exception {
        meet(4, new HandOver(1, false, this::start));
    }

    @Test
    void twoLanes_fourThreads() throws Exception {
        meet(4, new HandOver(2, false, this::start));
    }

    @Test
    void threadsOfOurs_lead() throws Exception {
        meet(3, new HandOver(1, true, this::start));
    }

    @Test
    void threadsOfOurs_areNotAlwaysToBeHad() throws Exception {
        Executor scarce = task -> {
            if (asked.incrementAndGet() % 3 == 0) {
                throw new RejectedExecutionException();
            }
            start(task);
        };
        meet(3, new HandOver(2, true, scarce));
    }

    private void start(Runnable task) {
        ours.execute(() -> {
            try {
                task.run();
            } catch (Injected e) {
                // This thread ends by it.
            }
        });
    }

    private static void meet(int threads, HandOver handOver) throws Exception {
        List<String> wrong = new ArrayList<>();
        long until = System.nanoTime() + TIME.toNanos();
        boolean[] over = new boolean[1];
        CyclicBarrier round = new CyclicBarrier(threads, () -> {
            handOver.requireRest();
            over[0] = System.nanoTime() - until > 0;
        });
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<String>>> verdicts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                SplittableRandom random = new SplittableRandom(System.nanoTime() + i);
                verdicts.add(senders.submit(sender(handOver, round, over, random)));
            }
            for (Future<List<String>> each : verdicts) {
                wrong.addAll(each.get(60, TimeUnit.SECONDS));
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(wrong).isEmpty();
    }

    /** Calls until the time is over; the result is what was wrong. */
    private static Callable<List<String>> sender(
            HandOver handOver, CyclicBarrier round, boolean[] over, SplittableRandom random) {
        return () -> {
            List<String> wrong = new ArrayList<>();
            try {
                while (!over[0] && wrong.isEmpty()) {
                    for (int i = 0; i < CALLS_OF_A_ROUND; i++) {
                        Manner manner =
                                random.nextInt(2) == 0 ? Manner.PATIENT : MANNERS[random.nextInt(MANNERS.length)];
                        String verdict = handOver.send(manner);
                        if (!verdict.equals(HandOver.HELD)) {
                            wrong.add(manner + " " + verdict);
                        }
                    }
                    round.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            } catch (BrokenBarrierException e) {
                // The others tell why.
            } catch (Exception | Error e) {
                wrong.add(e + " at " + List.of(e.getStackTrace()));
            }
            if (!wrong.isEmpty()) {
                round.reset();
            }
            return wrong;
        };
    }
}
