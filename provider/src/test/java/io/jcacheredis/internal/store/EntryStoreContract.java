package io.jcacheredis.internal.store;

import static io.jcacheredis.internal.store.MutationMatrix.bytes;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jcacheredis.internal.store.MutationMatrix.After;
import io.jcacheredis.internal.store.MutationMatrix.Before;
import io.jcacheredis.internal.store.MutationMatrix.Expected;
import io.jcacheredis.internal.store.MutationMatrix.Row;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EntryStore} must do. */
public abstract class EntryStoreContract extends LoadLeaseContract {

    private static final ExpiryPlan ETERNAL = same(Special.ETERNAL);
    private static final byte[] KEY = bytes("key");
    private static final byte[] A = bytes("a");
    private static final byte[] B = bytes("b");
    private static final byte[] C = bytes("c");

    /** How much of a time to live may have passed before the test looks. */
    private static final long SLACK_MILLIS = 30_000;

    @TestFactory
    Stream<DynamicNode> apply_everyMutationOfEveryEntry_doesAndTellsWhatItMust() {
        return Arrays.stream(MutationMatrix.Test.values())
                .flatMap(test -> Arrays.stream(Action.values())
                        .map(action -> dynamicContainer(
                                test + " " + action,
                                MutationMatrix.rows(test, action).stream().map(this::test))));
    }

    private DynamicTest test(Row row) {
        return dynamicTest(row.toString(), () -> {
            byte[] key = bytes(row.toString());
            arrange(key, row.before());
            Outcome outcome = store().apply(key, row.mutation());
            checkOutcome(outcome, row);
            checkEntry(key, row.expected().after());
        });
    }

    private void arrange(byte[] key, Before before) {
        switch (before) {
            case ABSENT -> {}
            case ETERNAL, FINITE -> entries().put(key, MutationMatrix.OLD, before.life());
            case EXPIRED -> entries().putExpired(key, MutationMatrix.OLD);
        }
    }

    private static void checkOutcome(Outcome outcome, Row row) {
        Expected expected = row.expected();
        assertThat(expected.kinds()).contains(outcome.kind());
        assertThat(outcome.expired()).as("expired").isEqualTo(expected.expired());
        assertThat(outcome.prior()).as("prior").isEqualTo(expected.prior());
        if (outcome instanceof Outcome.DurationNeeded needed) {
            assertThat(needed.slot()).isEqualTo(expected.slot());
        } else if (outcome.kind() != Kind.STORED) {
            assertThat(outcome.existed()).as("existed").isEqualTo(row.before().exists());
        }
        boolean differentAfter = expected.after().value() != (row.before().exists() ? MutationMatrix.OLD : null);
        boolean leftByAccess = row.action() == Action.TOUCH;
        boolean discarded = outcome.kind() == Kind.DISCARDED;
        assertThat(outcome.changed()).as("changed").isEqualTo((differentAfter && !leftByAccess) || discarded);
    }

    private void checkEntry(byte[] key, After after) {
        assertThat(entries().value(key)).as("value afterwards").isEqualTo(after.value());
        OptionalLong timeToLive = entries().timeToLive(key);
        if (after.value() == null) {
            assertThat(timeToLive).as("time to live afterwards").isEmpty();
        } else if (after.life() instanceof Finite finite) {
            assertThat(timeToLive.orElseThrow())
                    .as("time to live afterwards")
                    .isBetween(finite.millis() - SLACK_MILLIS, finite.millis());
        } else {
            assertThat(timeToLive).as("time to live afterwards").hasValue(Long.MAX_VALUE);
        }
        assertThat(store().timeToLive(key).isPresent()).isEqualTo(timeToLive.isPresent());
    }

    @Test
    void applyAll_manyMutationsOfOneKey_areDoneInTheirOrder() {
        ExpiryPlan other = new ExpiryPlan(Special.ETERNAL, Special.UNCHANGED, new Finite(60_000));
        List<Outcome> outcomes = applyAll(
                Mutation.exists(),
                Mutation.set(Condition.ANY, A, Report.PRIOR, ETERNAL),
                Mutation.replace(A, B, Report.PRIOR, ETERNAL),
                Mutation.peek(),
                Mutation.replace(A, C, Report.NOTHING, ETERNAL),
                Mutation.set(Condition.PRESENT, C, Report.PRIOR, other),
                Mutation.set(Condition.ABSENT, A, Report.EXISTENCE, ETERNAL),
                Mutation.read(other),
                Mutation.set(Condition.ANY, A, Report.EXISTENCE, other),
                Mutation.touch(A, ETERNAL),
                Mutation.remove(B, Report.PRIOR),
                Mutation.remove(A, Report.PRIOR),
                Mutation.remove(Report.EXISTENCE),
                Mutation.set(Condition.ABSENT, B, Report.EXISTENCE, same(new Finite(60_000))),
                Mutation.remove(Report.PRIOR),
                Mutation.set(Condition.PRESENT, B, Report.EXISTENCE, ETERNAL));

        assertThat(outcomes.stream().map(EntryStoreContract::text))
                .containsExactly(
                        "MISSING",
                        "CREATED",
                        "UPDATED a",
                        "FOUND b",
                        "DIFFERS b",
                        "UPDATED b",
                        "FOUND",
                        "FOUND c",
                        "UPDATED",
                        "FOUND",
                        "DIFFERS a",
                        "REMOVED a",
                        "MISSING",
                        "CREATED",
                        "REMOVED b",
                        "MISSING");
        assertThat(entries().value(KEY)).isNull();
    }

    @Test
    void applyAll_ofNothing_givesNothing() {
        assertThat(store().applyAll(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 1025, 2048})
    void applyAll_ofAnyNumber_givesOutcomesInTheirOrder(int number) {
        List<KeyedMutation> writes = new ArrayList<>();
        List<KeyedMutation> reads = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            // By turns what a native command can say and what takes the script.
            Report report = i % 2 == 0 ? Report.NOTHING : Report.EXISTENCE;
            writes.add(new KeyedMutation(key(i), Mutation.set(Condition.ANY, bytes("v" + i), report, ETERNAL)));
            reads.add(new KeyedMutation(key(i), Mutation.peek()));
        }
        List<KeyedMutation> both = new ArrayList<>(writes);
        both.addAll(reads);

        List<Outcome> outcomes = store().applyAll(both);

        assertThat(outcomes).hasSize(2 * number);
        for (int i = 0; i < number; i++) {
            assertThat(outcomes.get(i).changed()).isTrue();
            assertThat(outcomes.get(number + i).prior()).isEqualTo(bytes("v" + i));
        }
    }

    @Test
    void applyAll_ofManyMebibytes_givesOutcomesInTheirOrder() {
        int[] sizes = {400_000, 1 << 20, 1, 3 << 20, 0, 1_048_577, 600_000, 600_000};
        List<KeyedMutation> mutations = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] value = filled(sizes[i], i);
            mutations.add(new KeyedMutation(key(i), Mutation.set(Condition.ANY, value, Report.NOTHING, ETERNAL)));
        }
        for (int i = 0; i < sizes.length; i++) {
            mutations.add(new KeyedMutation(key(i), Mutation.replace(filled(sizes[i], i), A, Report.PRIOR, ETERNAL)));
        }

        List<Outcome> outcomes = store().applyAll(mutations);

        for (int i = 0; i < sizes.length; i++) {
            Outcome replaced = outcomes.get(sizes.length + i);
            assertThat(replaced.kind()).isEqualTo(Kind.UPDATED);
            assertThat(Arrays.equals(replaced.prior(), filled(sizes[i], i))).isTrue();
        }
    }

    @Test
    void apply_emptyValue_isAValue() {
        byte[] empty = {};
        List<Outcome> outcomes = applyAll(
                Mutation.set(Condition.ANY, empty, Report.PRIOR, ETERNAL),
                Mutation.peek(),
                Mutation.read(ETERNAL),
                Mutation.set(Condition.ABSENT, A, Report.PRIOR, ETERNAL),
                Mutation.remove(A, Report.NOTHING),
                Mutation.replace(empty, empty, Report.PRIOR, ETERNAL),
                Mutation.set(Condition.ANY, empty, Report.PRIOR, ETERNAL),
                Mutation.remove(empty, Report.PRIOR),
                Mutation.exists());

        assertThat(outcomes.stream().map(EntryStoreContract::text))
                .containsExactly(
                        "CREATED",
                        "FOUND ",
                        "FOUND ",
                        "FOUND ",
                        "DIFFERS ",
                        "UPDATED ",
                        "UPDATED ",
                        "REMOVED ",
                        "MISSING");
    }

    static List<byte[]> oddKeys() {
        return List.of(
                new byte[] {},
                new byte[] {0},
                new byte[] {'a', 0, 'b'},
                new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80},
                bytes("*"),
                bytes("?"),
                bytes("[a-z]"),
                bytes("\\"),
                bytes("\\*"),
                bytes("{tag}key"),
                bytes("}{"),
                bytes(":"),
                bytes("a:b:"),
                bytes("\r\n$3\r\n"),
                bytes(" "),
                "schlüssel €".getBytes(StandardCharsets.UTF_8),
                filled(10_000, 7));
    }

    @ParameterizedTest
    @MethodSource("oddKeys")
    void apply_oddKey_isAKeyAsAnyOther(byte[] key) {
        store().apply(key, Mutation.set(Condition.ANY, A, Report.NOTHING, ETERNAL));

        assertThat(entries().value(key)).isEqualTo(A);
        assertThat(store().apply(key, Mutation.read(ETERNAL)).prior()).isEqualTo(A);
        assertThat(text(store().apply(key, Mutation.replace(A, B, Report.PRIOR, ETERNAL))))
                .isEqualTo("UPDATED a");
        assertThat(scan(10)).containsExactly(ByteBuffer.wrap(key));
        assertThat(store().timeToLive(key)).hasValue(Long.MAX_VALUE);
        assertThat(text(store().apply(key, Mutation.remove(Report.PRIOR)))).isEqualTo("REMOVED b");
        assertThat(scan(10)).isEmpty();
    }

    @Test
    void oddKeys_areAllDifferent() {
        for (byte[] key : oddKeys()) {
            store().apply(key, Mutation.set(Condition.ABSENT, key, Report.EXISTENCE, ETERNAL));
        }
        for (byte[] key : oddKeys()) {
            assertThat(store().apply(key, Mutation.peek()).prior()).isEqualTo(key);
        }
        assertThat(Set.copyOf(scan(3)))
                .isEqualTo(oddKeys().stream().map(ByteBuffer::wrap).collect(toSet()));
        assertThat(store().clear()).isEqualTo(oddKeys().size());
    }

    @Test
    void readSome_oddKeys_eachGivesItsOwnValue() {
        for (byte[] key : oddKeys()) {
            store().apply(key, Mutation.set(Condition.ABSENT, key, Report.EXISTENCE, ETERNAL));
        }
        List<byte[]> keys = oddKeys();
        List<Outcome> outcomes = new ArrayList<>();
        while (outcomes.size() < keys.size()) {
            outcomes.addAll(store().readSome(keys.subList(outcomes.size(), keys.size()), Mutation.peek()));
        }

        for (int i = 0; i < keys.size(); i++) {
            assertThat(outcomes.get(i).prior()).isEqualTo(keys.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 5000})
    void scan_entriesPresentThroughout_doCome(int batchSize) {
        int stable = 700;
        fill(0, stable);
        fill(stable, 2 * stable);

        Set<ByteBuffer> seen = Collections.newSetFromMap(new HashMap<>());
        int step = 0;
        for (Iterator<List<byte[]>> batches = store().scan(batchSize); batches.hasNext(); step++) {
            batches.next().forEach(key -> seen.add(ByteBuffer.wrap(key)));
            if (step < stable) {
                store().apply(key(stable + step), Mutation.remove(Report.NOTHING));
                store().apply(key(10_000 + step), Mutation.set(Condition.ANY, A, Report.NOTHING, ETERNAL));
            }
        }

        assertThat(seen).containsAll(keys(0, stable));
    }

    @Test
    void scan_emptyStore_givesNoKeysAndThenEnds() {
        Iterator<List<byte[]>> batches = store().scan(10);
        while (batches.hasNext()) {
            assertThat(batches.next()).isEmpty();
        }
        assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void scan_expiredEntries_doNotCome() {
        entries().putExpired(key(1), A);
        entries().put(key(2), A, Special.ETERNAL);

        assertThat(scan(10)).containsExactly(ByteBuffer.wrap(key(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1000, 1001, 3500})
    void clear_anyNumber_removesAllAndTellsHowMany(int number) {
        fill(0, number);

        assertThat(store().clear()).isEqualTo(number);

        assertThat(scan(1000)).isEmpty();
        assertThat(store().clear()).isZero();
    }

    @Test
    void timeToLive_tellsAbsentEternalAndFinite() {
        assertThat(store().timeToLive(KEY)).isEmpty();

        entries().put(KEY, A, Special.ETERNAL);
        assertThat(store().timeToLive(KEY)).hasValue(Long.MAX_VALUE);

        entries().put(KEY, A, new Finite(60_000));
        assertThat(store().timeToLive(KEY).orElseThrow()).isBetween(60_000 - SLACK_MILLIS, 60_000L);

        entries().putExpired(KEY, A);
        assertThat(store().timeToLive(KEY)).isEmpty();
    }

    @Test
    void timeToLive_longestOne_isKept() {
        store().apply(
                        KEY,
                        Mutation.set(Condition.ANY, A, Report.EXISTENCE, same(new Finite(TimeToLive.LONGEST_MILLIS))));

        assertThat(store().timeToLive(KEY).orElseThrow())
                .isBetween(TimeToLive.LONGEST_MILLIS - SLACK_MILLIS, TimeToLive.LONGEST_MILLIS);
    }

    @Test
    void apply_shortestTimeToLive_expires() {
        store().apply(KEY, Mutation.set(Condition.ANY, A, Report.EXISTENCE, same(new Finite(1))));
        entries().putExpired(bytes("later"), A);

        assertThat(store().apply(KEY, Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void apply_conditionAbsentByManyThreads_holdsForOne() throws Exception {
        for (int round = 0; round < 20; round++) {
            byte[] key = key(round);
            List<Outcome> outcomes =
                    together(8, () -> store().apply(key, Mutation.set(Condition.ABSENT, A, Report.EXISTENCE, ETERNAL)));
            assertThat(outcomes.stream().map(Outcome::kind).filter(Kind.CREATED::equals))
                    .hasSize(1);
        }
    }

    @Test
    void apply_conditionEqualsByManyThreads_losesNoUpdate() throws Exception {
        int threads = 4;
        int each = 50;
        entries().put(KEY, bytes("0"), Special.ETERNAL);

        together(threads, () -> {
            for (int i = 0; i < each; i++) {
                increment();
            }
            return "";
        });

        assertThat(new String(entries().value(KEY), StandardCharsets.US_ASCII))
                .isEqualTo(Integer.toString(threads * each));
    }

    private void increment() {
        Outcome outcome = store().apply(KEY, Mutation.peek());
        while (outcome.kind() != Kind.UPDATED) {
            byte[] prior = outcome.prior();
            byte[] next = bytes(Integer.toString(Integer.parseInt(new String(prior, StandardCharsets.US_ASCII)) + 1));
            outcome = store().apply(KEY, Mutation.replace(prior, next, Report.NOTHING, ETERNAL));
        }
    }

    private static <T> List<T> together(int threads, Callable<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(Collections.nCopies(threads, task))) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Outcome> applyAll(Mutation... mutations) {
        return store().applyAll(Arrays.stream(mutations)
                .map(mutation -> new KeyedMutation(KEY, mutation))
                .toList());
    }

    private void fill(int from, int to) {
        store().applyAll(IntStream.range(from, to)
                .mapToObj(i -> new KeyedMutation(key(i), Mutation.set(Condition.ANY, A, Report.NOTHING, ETERNAL)))
                .toList());
    }

    private List<ByteBuffer> scan(int batchSize) {
        List<ByteBuffer> keys = new ArrayList<>();
        store().scan(batchSize).forEachRemaining(batch -> batch.forEach(key -> keys.add(ByteBuffer.wrap(key))));
        return keys.stream().distinct().toList();
    }

    private static Set<ByteBuffer> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> ByteBuffer.wrap(key(i))).collect(toSet());
    }

    private static byte[] key(int i) {
        return bytes("key-" + i);
    }

    private static byte[] filled(int size, int content) {
        byte[] value = new byte[size];
        Arrays.fill(value, (byte) content);
        return value;
    }

    private static ExpiryPlan same(TimeToLive life) {
        return new ExpiryPlan(life, life, life);
    }

    /** The kind, and the prior value if it is told. */
    private static String text(Outcome outcome) {
        byte[] prior = outcome.prior();
        return outcome.kind() + (prior == null ? "" : " " + new String(prior, StandardCharsets.US_ASCII));
    }
}
