package io.jcacheredis.internal.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcacheredis.internal.near.NearEntries.Reservation;
import io.jcacheredis.internal.store.KeptValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept, when it is read and changed in every order that there can be. */
class NearEntriesTest {

    private static final String KEY = "key";
    private static final long NOW = 0;
    private static final int NOTHING = -1;
    private static final long LATER = 1_000;

    /** Who takes steps: two readers, a writer of this JVM, one of another, and whoever hears what the server tells. */
    private static final int OWN_WRITER = 2;

    private static final int OTHER_WRITER = 3;
    private static final int THIRD_READER = 5;
    private static final int STEPS_OF_A_READ = 4;

    /** One schedule. */
    private static final class World {

        private final NearEntries entries;
        private final String key;
        private final Trust trust = trusted();
        private final Reservation[] reserved = new Reservation[THIRD_READER + 1];
        private final int[] read = new int[THIRD_READER + 1];
        private final boolean[] found = new boolean[THIRD_READER + 1];
        private final int[] least = new int[THIRD_READER + 1];
        private int value;
        private int untold;
        private int writing;
        private int given;
        private int hits;

        World(NearEntries entries, String key) {
            this.entries = entries;
            this.key = key;
        }

        void step(int actor, int step) {
            switch (actor) {
                case 0, 1, THIRD_READER -> read(actor, step % STEPS_OF_A_READ);
                case OWN_WRITER -> writeHere(step);
                case OTHER_WRITER -> write();
                default -> hear();
            }
        }

        private void read(int reader, int step) {
            switch (step) {
                case 0 -> {
                    least[reader] = given;
                    read[reader] = found();
                    found[reader] = read[reader] != NOTHING;
                    hits += found[reader] ? 1 : 0;
                }
                case 1 -> reserved[reader] = entries.reserve(key);
                case 2 -> read[reader] = found[reader] ? read[reader] : value;
                default -> {
                    if (!found[reader]) {
                        entries.keep(reserved[reader], valueOf(read[reader]), trust, LATER);
                    }
                    assertThat(read[reader]).isGreaterThanOrEqualTo(least[reader]);
                    given = Math.max(given, read[reader]);
                }
            }
        }

        private void writeHere(int step) {
            switch (step) {
                case 0 -> entries.changeHere(key);
                case 1 -> {
                    write();
                    writing = value;
                }
                default -> {
                    entries.changedHere(key);
                    given = Math.max(given, writing);
                }
            }
        }

        private void write() {
            value++;
            untold++;
        }

        private void hear() {
            if (untold > 0) {
                untold--;
                entries.changed(key);
            }
        }

        void checkWhenAllIsTold() {
            int found = found();
            assertThat(found == NOTHING || found >= given).isTrue();
            while (untold > 0) {
                hear();
            }
            assertThat(found()).isIn(NOTHING, value);
        }

        private int found() {
            KeptValue kept = entries.get(key, NOW);
            return kept == null ? NOTHING : kept.prior()[0];
        }
    }

    private static KeptValue valueOf(int number) {
        return new KeptValue(new byte[] {(byte) number});
    }

    private static Trust trusted() {
        Trust trust = new Trust(NOW);
        trust.prolong(LATER);
        return trust;
    }

    static Stream<Arguments> actors() {
        return Stream.of(
                arguments("two reads, all writers", new int[] {4, 4, 3, 1, 1}, 1_801_800),
                arguments("three reads by two, a writer of this JVM", new int[] {8, 4, 3}, 225_225),
                arguments("three reads by two, a writer of another JVM", new int[] {8, 4, 0, 1, 1}, 90_090),
                arguments("three reads, a writer of another JVM", new int[] {4, 4, 0, 1, 0, 4}, 450_450));
    }

    /** Whoever asks after another one, or after a writer of this JVM has returned, gets nothing older than what was there then. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("actors")
    void everyOrder_givesNothingOlderThanBefore_andLeavesNothingOld(String name, int[] steps, int count) {
        NearEntries entries = new NearEntries(10);
        AtomicInteger schedules = new AtomicInteger();
        AtomicInteger hits = new AtomicInteger();
        forEachSchedule(steps, new ArrayDeque<>(), schedule -> {
            World world = new World(entries, "key" + schedules.incrementAndGet());
            int[] next = new int[steps.length];
            for (int actor : schedule) {
                world.step(actor, next[actor]++);
            }
            world.checkWhenAllIsTold();
            hits.addAndGet(world.hits);
        });

        assertThat(schedules).hasValue(count);
        assertThat(hits.get()).as("reads that were answered here").isPositive();
    }

    private static void forEachSchedule(int[] left, Deque<Integer> done, Consumer<Deque<Integer>> action) {
        boolean isWhole = true;
        for (int actor = 0; actor < left.length; actor++) {
            if (left[actor] > 0) {
                isWhole = false;
                left[actor]--;
                done.addLast(actor);
                forEachSchedule(left, done, action);
                done.removeLast();
                left[actor]++;
            }
        }
        if (isWhole) {
            action.accept(done);
        }
    }

    @Test
    void whileThisJvmChangesAll_nothingIsKept() {
        NearEntries entries = new NearEntries(10);
        entries.changeAllHere();
        Reservation reserved = entries.reserve(KEY);

        entries.keep(reserved, valueOf(1), trusted(), LATER);
        assertThat(entries.get(KEY, NOW)).isNull();
        entries.changedAllHere();
        entries.keep(reserved, valueOf(1), trusted(), LATER);
        assertThat(entries.get(KEY, NOW)).isNull();
    }

    @Test
    void whatIsReservedBeforeAllChanged_isNotKept() {
        NearEntries entries = new NearEntries(10);
        Reservation reserved = entries.reserve(KEY);
        entries.changedAll();

        entries.keep(reserved, valueOf(1), trusted(), LATER);

        assertThat(entries.get(KEY, NOW)).isNull();
    }

    @Test
    void whatHasExpiredOrIsNotTrusted_isNotFound() {
        NearEntries entries = new NearEntries(10);
        Trust trust = trusted();
        entries.keep(entries.reserve(KEY), valueOf(1), trust, LATER / 2);
        assertThat(entries.get(KEY, NOW)).isNotNull();
        assertThat(entries.get(KEY, LATER / 2)).isNull();

        entries.keep(entries.reserve(KEY), valueOf(1), trust, 2 * LATER);
        assertThat(entries.get(KEY, LATER)).isNull();

        entries.keep(entries.reserve(KEY), valueOf(1), trust, 2 * LATER);
        trust.prolong(2 * LATER);
        assertThat(entries.get(KEY, LATER)).isNotNull();
        trust.end(NOW);
        assertThat(entries.get(KEY, NOW)).isNull();
    }

    @Test
    void noMoreAreKeptThanThereIsRoomFor() {
        NearEntries entries = new NearEntries(100);
        for (int i = 0; i < 10_000; i++) {
            String key = "key" + i;
            entries.keep(entries.reserve(key), valueOf(1), trusted(), LATER);
        }

        assertThat(entries.size()).isBetween(1L, 100L);
    }
}
