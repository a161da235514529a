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
import org.junit.jupiter.api.Test;

class CallsInFlightTest {

    private final CallsInFlight calls = new CallsInFlight();
    private final List<String> late = new ArrayList<>();

    private boolean close() {
        return calls.close(() -> late.add("late"));
    }

    @Test
    void closed_letsNoCallBegin_andClosesOnce() {
        assertThat(calls.call(() -> "result", () -> "closed")).isEqualTo("result");
        assertThat(calls.closed()).isFalse();

        assertThat(close()).isTrue();
        assertThat(close()).isFalse();

        assertThat(calls.closed()).isTrue();
        assertThat(calls.enter()).isFalse();
        assertThatThrownBy(() -> calls.call(() -> "result", () -> "closed"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
        assertThat(late).isEmpty();
    }

    @Test
    void close_waitsForTheCallsOfOtherThreads() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread caller = new Thread(() -> calls.call(
                () -> {
                    entered.countDown();
                    return awaitQuietly(end);
                },
                () -> "closed"));
        caller.start();
        entered.await();
        FutureTask<Boolean> closing = new FutureTask<>(this::close);
        Thread closer = new Thread(closing);
        closer.start();
        await().until(calls::closed);
        await().during(Duration.ofMillis(50)).until(() -> !closing.isDone());

        end.countDown();

        assertThat(closing.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(late).isEmpty();
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As a listener does that closes its cache. */
    @Test
    void close_fromWithinCalls_doesNotWaitForThem() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(calls.enter()).isTrue();
            calls.call(() -> calls.enter(), () -> "closed");
            calls.leave();
            assertThat(close()).isTrue();
            calls.leave();
        });
        assertThat(late).isEmpty();
    }

    @Test
    void close_afterCallsThatFailed_doesNotWait() {
        assertThatThrownBy(() -> calls.call(
                        () -> {
                            throw new UnsupportedOperationException("on purpose");
                        },
                        () -> "closed"))
                .isInstanceOf(UnsupportedOperationException.class);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(close()).isTrue());
        assertThat(late).isEmpty();
    }

    @Test
    void close_interrupted_saysThatCallsAreStillUnderWay() throws Exception {
        Thread caller = new Thread(calls::enter);
        caller.start();
        caller.join();
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return close() && Thread.interrupted();
        });
        new Thread(closing).start();

        assertThat(closing.get(5, TimeUnit.SECONDS))
                .as("closed, and still interrupted")
                .isTrue();
        assertThat(late).containsExactly("late");
    }

    /** As calls that wait for a thread. */
    @Test
    void close_waitsForCallsThatWereAdmitted_whichMayMakeOthersWithinThem() throws Exception {
        assertThat(calls.admit()).isTrue();
        assertThat(calls.admit()).isTrue();
        FutureTask<Boolean> closing = new FutureTask<>(this::close);
        new Thread(closing).start();
        await().until(calls::closed);
        assertThat(calls.admit()).isFalse();
        calls.dismiss();
        await().during(Duration.ofMillis(50)).until(() -> !closing.isDone());

        FutureTask<String> admitted = new FutureTask<>(() ->
                calls.admitted(() -> calls.call(() -> "result of " + calls.closed(), () -> "closed")));
        new Thread(admitted).start();

        assertThat(admitted.get(5, TimeUnit.SECONDS)).isEqualTo("result of true");
        assertThat(closing.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(calls.enter()).isFalse();
        assertThat(late).isEmpty();
    }

    @Test
    void close_byACallThatWasAdmitted_letsItMakeNoOthers() {
        assertThat(calls.admit()).isTrue();
        boolean entered =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> calls.admitted(() -> close() && calls.enter()));
        assertThat(entered).isFalse();
        assertThat(late).isEmpty();
    }

    @Test
    void admittedCallThatFails_isOver() {
        assertThat(calls.admit()).isTrue();
        assertThatThrownBy(() -> calls.admitted(() -> {
                    throw new UnsupportedOperationException("on purpose");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(close()).isTrue());
        assertThat(late).isEmpty();
    }
}
