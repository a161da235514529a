package io.jcacheredis.internal.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.near.NearEntries.Reservation;
import io.jcacheredis.internal.store.KeptValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept, when it is read and changed in every order that there can be. */
class NearEntriesTest {

    private static final String KEY = "key";
    private static final long NOW = 0;
    private static final long LATER = 1_000;

    /** Steps of two readers, a writer of this JVM, one of another, and what the server tells: who comes next is the schedule. */
    private static final class World {

        private final NearEntries entries = new NearEntries(10);
        private final Trust trust = trusted();
        private final Deque<Integer> told = new ArrayDeque<>();
        private final Reservation[] reserved = new Reservation[2];
        private final int[] read = new int[2];
        private int value;
        private int ownWritten = -1;

        void step(int actor, int step) {
            switch (actor) {
                case 0, 1 -> read(actor, step);
                case 2 -> writeOwn(step);
                case 3 -> write();
                default -> hear();
            }
        }

        private void read(int reader, int step) {
            switch (step) {
                case 0 -> reserved[reader] = entries.reserve(KEY);
                case 1 -> read[reader] = value;
                default -> entries.keep(reserved[reader], valueOf(read[reader]), trust, LATER);
            }
        }

        private void writeOwn(int step) {
            if (step == 0) {
                write();
            } else {
                entries.changed(KEY);
                ownWritten = Math.max(ownWritten, lastOwn);
            }
        }

        private int lastOwn;

        private void write() {
            value++;
            lastOwn = value;
            told.add(value);
        }

        private void hear() {
            if (told.poll() != null) {
                entries.changed(KEY);
            }
        }

        /** What is there is no older than what this JVM has written itself. */
        void checkOwn() {
            int found = found();
            assertThat(found == -1 || found >= ownWritten).isTrue();
        }

        void checkWhenAllIsTold() {
            while (!told.isEmpty()) {
                hear();
            }
            assertThat(found()).isIn(-1, value);
        }

        private int found() {
            KeptValue kept = entries.get(KEY, NOW);
            return kept == null ? -1 : kept.prior()[0];
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

    @Test
    void everyOrderOfReadersWritersAndNews_leavesNothingOld() {
        int[] steps = {3, 3, 2, 1, 2};
        List<int[]> schedules = new ArrayList<>();
        schedules(steps.clone(), new ArrayDeque<>(), schedules);

        assertThat(schedules).hasSize(277_200);
        int kept = 0;
        for (int[] schedule : schedules) {
            World world = new World();
            int[] next = new int[steps.length];
            for (int actor : schedule) {
                world.step(actor, next[actor]++);
                world.checkOwn();
            }
            world.checkWhenAllIsTold();
            kept += world.found() == -1 ? 0 : 1;
        }
        assertThat(kept).as("schedules that leave something").isGreaterThan(1_000);
    }

    private static void schedules(int[] left, Deque<Integer> done, List<int[]> schedules) {
        boolean any = false;
        for (int actor = 0; actor < left.length; actor++) {
            if (left[actor] > 0) {
                any = true;
                left[actor]--;
                done.addLast(actor);
                schedules(left, done, schedules);
                done.removeLast();
                left[actor]++;
            }
        }
        if (!any) {
            schedules.add(done.stream().mapToInt(Integer::intValue).toArray());
        }
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
