package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Turns are taken, waited for, given back, and waited for no longer than that. */
class KeyTurnsTest {

    private static final byte[] A = {1};
    private static final byte[] B = {2};
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final KeyLocks locks = new KeyLocks();
    private final List<String> order = new ArrayList<>();

    private KeyTurns turns(String cache, Duration patience) {
        return new KeyTurns(locks, cache, patience);
    }

    private Thread started(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        return thread;
    }

    private Supplier<Boolean> does(String what) {
        return () -> order.add(what);
    }

    /** Has another thread hold the turn, and runs the test meanwhile. */
    private void whileHeld(KeyTurns turns, List<byte[]> keys, Runnable test) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = started(() -> turns.inTurn(keys, () -> {
            held.countDown();
            return awaitQuietly(end);
        }));
        held.await();
        try {
            test.run();
        } finally {
            end.countDown();
            holder.join();
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void sameEntry_isWaitedFor() throws Exception {
        KeyTurns turns = turns("cache", LONG);
        List<Thread> waiting = new ArrayList<>();
        whileHeld(turns, List.of(A, B), () -> {
            waiting.add(started(() -> turns.inTurn(A, does("a"))));
            waiting.add(started(() -> turns.inTurn(List.of(B), does("b"))));
            await().until(() -> waiting.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING));
            assertThat(order).isEmpty();
            waiting.get(1).interrupt();
            await().until(() -> waiting.get(1).getState() == Thread.State.TERMINATED);
            assertThat(order).as("who is interrupted goes on without a turn").containsExactly("b");
        });
        waiting.get(0).join();
        assertThat(order).containsExactly("b", "a");
    }

    @Test
    void otherEntry_andOtherCache_areNotWaitedFor() throws Exception {
        KeyTurns turns = turns("cache", LONG);
        whileHeld(
                turns,
                List.of(A),
                () -> assertTimeoutPreemptively(LIMIT, () -> {
                    turns.inTurn(B, does("other entry"));
                    turns("other", LONG).inTurn(A, does("other cache"));
                }));
        assertThat(order).hasSize(2);
    }

    @Test
    void patienceThatEnds_letsTheActionRunWithoutATurn() throws Exception {
        whileHeld(
                turns("cache", LONG),
                List.of(A),
                () -> assertTimeoutPreemptively(
                        LIMIT, () -> turns("cache", Duration.ofMillis(1)).inTurn(A, does("late"))));
        assertThat(order).containsExactly("late");
    }

    /** Two threads, each of which has what the other one wants, would wait for each other. */
    @Test
    void threadThatHasATurn_waitsHardlyForAnother() throws Exception {
        KeyTurns turns = turns("cache", LONG);
        whileHeld(
                turns,
                List.of(A),
                () -> assertTimeoutPreemptively(LIMIT, () -> turns.inTurn(B, () -> turns.inTurn(A, does("inside")))));
        assertThat(order).containsExactly("inside");
    }

    @Test
    void threadWhoseTurnHasEnded_isPatientAgain() throws Exception {
        KeyTurns turns = turns("cache", LONG);
        CountDownLatch go = new CountDownLatch(1);
        FutureTask<Boolean> later = new FutureTask<>(() -> {
            turns.inTurn(B, () -> turns.inTurn(B, does("first")));
            awaitQuietly(go);
            return turns.inTurn(A, does("second"));
        });
        Thread thread = started(later);
        whileHeld(turns, List.of(A), () -> {
            go.countDown();
            await().during(Duration.ofMillis(100)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            assertThat(order).containsExactly("first");
        });
        later.get(5, TimeUnit.SECONDS);
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void turn_isGivenBack_alsoAfterAFailure() throws Exception {
        KeyTurns turns = turns("cache", LONG);
        Thread failing = started(() -> assertThatThrownBy(() -> turns.inTurn(List.of(A, B, A), () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class));
        failing.join();

        assertTimeoutPreemptively(LIMIT, () -> turns.inTurn(List.of(A, B), does("next")));
        assertThat(order).containsExactly("next");
    }
}
