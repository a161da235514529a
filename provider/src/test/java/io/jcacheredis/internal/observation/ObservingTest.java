package io.jcacheredis.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.jcacheredis.CallObserver;
import io.jcacheredis.CallOutcome;
import io.jcacheredis.CallOutcome.Result;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObservingTest {

    private final Observing observing = new Observing();
    private final List<String> told = new ArrayList<>();
    private final List<CallOutcome> outcomes = new ArrayList<>();

    private void observe() {
        observing.observe((cache, operation) -> {
            told.add("begin " + operation + " of " + cache);
            return outcome -> {
                told.add("end " + operation + " of " + cache);
                outcomes.add(outcome);
            };
        });
    }

    private static CallOutcome outcome(Result result, boolean remote, long hits, long misses) {
        return new CallOutcome(result, remote, hits, misses, null);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(List.of(), outcome(Result.SUCCESS, false, 0, 0)),
                Arguments.of(List.of("asked"), outcome(Result.SUCCESS, true, 0, 0)),
                Arguments.of(List.of("hit"), outcome(Result.HIT, false, 1, 0)),
                Arguments.of(List.of("asked", "miss"), outcome(Result.MISS, true, 0, 1)),
                Arguments.of(List.of("hit", "asked", "miss"), outcome(Result.PARTIAL, true, 1, 1)),
                Arguments.of(List.of("asked", "degraded", "miss"), outcome(Result.DEGRADED, true, 0, 1)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void outcome_isWhatWasNoted(List<String> notes, CallOutcome expected) {
        observe();

        observing.call("c", "get", () -> {
            notes.forEach(this::note);
            return true;
        });

        assertThat(outcomes).containsExactly(expected);
    }

    private void note(String what) {
        switch (what) {
            case "asked" -> observing.asked();
            case "degraded" -> observing.degraded();
            case "hit" -> observing.lookedUp(1, 0);
            default -> observing.lookedUp(0, 1);
        }
    }

    @Test
    void callThatThrows_isAnError_andThrows() {
        observe();
        IllegalStateException failure = new IllegalStateException("on purpose");

        assertThatThrownBy(() -> observing.call("c", "get", () -> {
                    observing.lookedUp(1, 0);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(outcomes).containsExactly(new CallOutcome(Result.ERROR, false, 1, 0, failure));
    }

    @Test
    void callWithinACall_isToldWithin_andNotedForItself() {
        observe();

        observing.call("outer", "invoke", () -> {
            observing.lookedUp(1, 0);
            observing.call("inner", "get", () -> {
                observing.lookedUp(0, 1);
                return true;
            });
            observing.asked();
            return true;
        });

        assertThat(told)
                .containsExactly(
                        "begin invoke of outer", "begin get of inner", "end get of inner", "end invoke of outer");
        assertThat(outcomes).containsExactly(outcome(Result.MISS, false, 0, 1), outcome(Result.HIT, true, 1, 0));
    }

    @Test
    void whatIsNotedOutsideOfACall_isOfNone() {
        observe();
        observing.asked();
        observing.call("c", "get", () -> true);
        observing.lookedUp(1, 0);
        observing.call("c", "get", () -> true);

        assertThat(outcomes).containsOnly(outcome(Result.SUCCESS, false, 0, 0));
    }

    @Test
    void observerThatThrows_leavesCallsAsTheyAre() {
        observing.observe((cache, operation) -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(observing.<String>call("c", "get", () -> "v")).isEqualTo("v");

        observing.observe((cache, operation) -> outcome -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(observing.<String>call("c", "get", () -> "v")).isEqualTo("v");

        carryBy(task -> {
            throw new IllegalStateException("on purpose");
        });
        Runnable task = () -> {};
        assertThat(observing.carried(task)).isSameAs(task);
    }

    private void carryBy(UnaryOperator<Runnable> carrying) {
        observing.observe(new CallObserver() {
            @Override
            public Observed begins(String cacheName, String operation) {
                return outcome -> {};
            }

            @Override
            public Runnable carried(Runnable task) {
                return carrying.apply(task);
            }
        });
    }

    @SuppressWarnings("NullAway") // an observer without its checks
    static Stream<UnaryOperator<Runnable>> badWaysToCarry() {
        return Stream.of(
                task -> null,
                task -> () -> {},
                task -> () -> {
                    throw new IllegalStateException("before it");
                },
                task -> () -> {
                    task.run();
                    throw new IllegalStateException("after it");
                },
                task -> () -> {
                    task.run();
                    task.run();
                });
    }

    @ParameterizedTest
    @MethodSource("badWaysToCarry")
    void whatAnotherThreadIsToDo_isDoneOnce_howeverItIsCarried(UnaryOperator<Runnable> carrying) {
        carryBy(carrying);
        AtomicInteger done = new AtomicInteger();

        observing.carried(done::incrementAndGet).run();

        assertThat(done).hasValue(1);
    }

    @Test
    void whatAnotherThreadIsToDo_failsAsItself() {
        carryBy(task -> task);

        Runnable carried = observing.carried(() -> {
            throw new IllegalStateException("its own");
        });

        assertThatThrownBy(carried::run).hasMessage("its own");
    }

    @Test
    void nobodyWhoObserves_costsNoMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Supplier<String> call = () -> "v";
        Runnable task = () -> {};
        int rounds = 100_000;
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            all(call, task);
        }

        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < rounds; i++) {
            all(call, task);
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(allocated).as("bytes in %s rounds", rounds).isLessThan(rounds);
    }

    private void all(Supplier<String> call, Runnable task) {
        observing.call("c", "get", call);
        observing.carried(task);
        observing.asked();
        observing.degraded();
        observing.lookedUp(1, 1);
    }
}
