package io.jcacheredis.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What waits for listeners is bounded, in order, and outlasts what fails. */
class IncomingTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> delivered = new ArrayList<>();
    private final Incoming incoming = new Incoming("c", threads::add, count -> delivered.add("missed " + count));

    private boolean offer(String text, long bytes) {
        return incoming.offer(bytes, () -> delivered.add(text));
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    @Test
    void events_areDeliveredInTheirOrder_byAnotherThread() {
        offer("a", 1);
        offer("b", 1);
        assertThat(delivered).isEmpty();

        runAll();

        assertThat(delivered).containsExactly("a", "b");
    }

    @Test
    void moreThanMayWait_areDropped_andToldInTheirPlace() {
        for (int i = 0; i < Incoming.MOST; i++) {
            assertThat(offer("e", 1)).isTrue();
        }
        assertThat(offer("dropped", 1)).isFalse();
        assertThat(offer("dropped", 1)).isFalse();

        runAll();
        assertThat(offer("after", 1)).isTrue();
        runAll();

        assertThat(delivered).hasSize((int) Incoming.MOST + 2).endsWith("e", "missed 2", "after");
    }

    @Test
    void moreBytesThanMayWait_areDropped_butOneAloneIsNot() {
        assertThat(offer("large", 2 * Incoming.MOST_BYTES)).isTrue();
        assertThat(offer("small", 1)).isFalse();
        runAll();
        assertThat(offer("small", 1)).isTrue();
        runAll();

        assertThat(delivered).containsExactly("large", "missed 1", "small");
    }

    @Test
    void twoOverflows_areToldTwice() {
        for (int round = 0; round < 2; round++) {
            offer("large", Incoming.MOST_BYTES);
            offer("dropped", 1);
            runAll();
        }

        assertThat(delivered).containsExactly("large", "missed 1", "large", "missed 1");
    }

    /** Who mirrors the cache reads it anew at each gap: what comes behind it must not be older. */
    @Test
    void gapsWithAnEventBetween_areToldEachInItsPlace() {
        offer("first", 1);
        incoming.offer(1, () -> {
            offer("between", 1);
            offer("dropped again", 1);
        });
        for (int i = 2; i < Incoming.MOST; i++) {
            offer("e", 1);
        }
        offer("dropped", 1);
        runAll();

        assertThat(delivered).endsWith("e", "missed 1", "between", "missed 1");
    }

    @Test
    void gapsWithoutAnEventBetween_areToldTogether() {
        incoming.miss(1);
        incoming.miss(0);
        incoming.miss(2);
        runAll();
        incoming.miss(0);
        runAll();

        assertThat(delivered).containsExactly("missed 3", "missed 0");
    }

    @Test
    void deliveryThatFails_isNotTheLast_andItsRoomIsFree() {
        for (int i = 0; i < 3; i++) {
            incoming.offer(Incoming.MOST_BYTES, () -> {
                throw new StackOverflowError("on purpose");
            });
            runAll();
        }

        assertThat(offer("a", Incoming.MOST_BYTES)).isTrue();
        runAll();
        assertThat(delivered).containsExactly("a");
    }

    @Test
    void noThread_whatWaits_goesOnWithoutAnotherEvent() {
        boolean[] none = {true};
        Incoming poor = new Incoming(
                "c",
                task -> {
                    if (none[0]) {
                        throw new OutOfMemoryError("unable to create native thread, on purpose");
                    }
                    task.run();
                },
                count -> {});
        poor.offer(1, () -> delivered.add("a"));
        poor.resume();
        assertThat(delivered).isEmpty();
        none[0] = false;
        poor.resume();
        poor.resume();

        assertThat(delivered).containsExactly("a");
    }

    @Test
    void noThread_keepsWhatWaits_untilThereIsOne() {
        List<Runnable> later = new ArrayList<>();
        boolean[] none = {true};
        Incoming poor = new Incoming(
                "c",
                task -> {
                    if (none[0]) {
                        throw new RejectedExecutionException("on purpose");
                    }
                    later.add(task);
                },
                count -> {});
        assertThat(poor.offer(1, () -> delivered.add("a"))).isTrue();
        none[0] = false;
        poor.offer(1, () -> delivered.add("b"));
        later.forEach(Runnable::run);

        assertThat(delivered).containsExactly("a", "b");
    }

    @Test
    void afterTheEnd_nothingIsDelivered() {
        offer("a", 1);
        runAll();
        incoming.close();
        offer("b", 1);
        incoming.miss(0);
        runAll();

        assertThat(delivered).containsExactly("a");
    }
}
