package io.jcacheredis.internal.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.Logged;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FailingStore;
import io.jcacheredis.internal.store.FailingStore.Mode;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.Tags;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that degrades: as good as another one while it works, and an empty one while it does not. */
class DegradingStoreTest {

    private static final byte[] KEY = bytes("key");
    private static final byte[] OLD = bytes("old");
    private static final byte[] NEW = bytes("new");
    private static final Mutation PUT = Mutation.set(Condition.ANY, NEW, Report.NOTHING, ExpiryPlan.NONE);

    private final InMemoryEntryStore memory = new InMemoryEntryStore(new FakeClock());
    private final FailingStore redis = new FailingStore(memory);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final DegradingStore store = new DegradingStore("orders", redis, tasks::add);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static KeyedMutation on(String key, Mutation mutation) {
        return new KeyedMutation(bytes(key), mutation);
    }

    private void stored(byte[] key, byte[] value) {
        memory.apply(key, Mutation.set(Condition.ANY, value, Report.NOTHING, ExpiryPlan.NONE));
    }

    private byte[] inRedis(byte[] key) {
        return memory.apply(key, Mutation.peek()).prior();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "WORKS", mode = EnumSource.Mode.EXCLUDE)
    void whatWasChangedMeanwhile_isNotSeenAgain(Mode mode) {
        for (Mutation change : List.of(
                PUT,
                Mutation.remove(Report.PRIOR),
                Mutation.remove(OLD, Report.NOTHING),
                Mutation.replace(OLD, NEW, Report.NOTHING, ExpiryPlan.NONE),
                Mutation.set(Condition.ABSENT, NEW, Report.NOTHING, ExpiryPlan.NONE))) {
            stored(KEY, OLD);
            redis.be(mode);
            store.apply(KEY, change);
            redis.be(Mode.WORKS);

            assertThat(store.apply(KEY, Mutation.peek()).kind())
                    .as(change.toString())
                    .isEqualTo(Kind.MISSING);
            assertThat(inRedis(KEY)).isNull();
            assertThat(store.owed()).isZero();
        }
    }

    @Test
    void settling_takesNoTripOfItsOwn() {
        stored(KEY, OLD);
        redis.be(Mode.DOWN);
        store.apply(KEY, PUT);
        redis.be(Mode.WORKS);
        redis.trips();

        assertThat(store.apply(KEY, PUT).changed()).isTrue();

        assertThat(redis.trips()).containsExactly(2);
        assertThat(inRedis(KEY)).isEqualTo(NEW);
    }

    @Test
    void readsAndFills_oweNothing() {
        stored(KEY, OLD);
        redis.be(Mode.DOWN);
        assertThat(store.apply(KEY, Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
        assertThat(store.apply(KEY, Mutation.read(ExpiryPlan.NONE)).kind()).isEqualTo(Kind.MISSING);
        assertThat(store.apply(KEY, Mutation.exists()).kind()).isEqualTo(Kind.MISSING);
        assertThat(store.apply(KEY, Mutation.touch(OLD, ExpiryPlan.NONE)).kind())
                .isEqualTo(Kind.MISSING);
        assertThat(store.apply(KEY, Mutation.fill(NEW, Report.NOTHING, ExpiryPlan.NONE))
                        .kind())
                .isEqualTo(Kind.DISCARDED);
        redis.be(Mode.WORKS);

        assertThat(store.owed()).isZero();
        assertThat(store.apply(KEY, Mutation.peek()).prior()).isEqualTo(OLD);
    }

    @Test
    void whileItIsAway_itIsEmptyAndWhatIsWrittenIsGoneAtOnce() {
        stored(KEY, OLD);
        redis.be(Mode.DOWN);

        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.DISCARDED);
        assertThat(store.apply(KEY, Mutation.set(Condition.ABSENT, NEW, Report.PRIOR, ExpiryPlan.NONE))
                        .kind())
                .isEqualTo(Kind.DISCARDED);
        assertThat(store.apply(KEY, Mutation.set(Condition.PRESENT, NEW, Report.PRIOR, ExpiryPlan.NONE))
                        .kind())
                .isEqualTo(Kind.MISSING);
        assertThat(store.apply(KEY, Mutation.replace(OLD, NEW, Report.PRIOR, ExpiryPlan.NONE))
                        .kind())
                .isEqualTo(Kind.MISSING);
        assertThat(store.apply(KEY, Mutation.remove(Report.PRIOR)).kind()).isEqualTo(Kind.MISSING);
        assertThat(store.applyAll(List.of(on("key", PUT), on("other", Mutation.peek()))))
                .extracting(Outcome::kind)
                .containsExactly(Kind.DISCARDED, Kind.MISSING);
        assertThat(store.readSome(List.of(bytes("key")), Mutation.peek()))
                .extracting(Outcome::kind)
                .containsExactly(Kind.MISSING);
        assertThat(store.scan(10).hasNext()).isFalse();
        assertThat(store.timeToLive(KEY)).isEmpty();
        assertThat(store.clear()).isZero();
        assertThat(inRedis(KEY)).isEqualTo(OLD);
    }

    @Test
    void whatIsOwed_isSettledByAnotherThreadAsSoonAsRedisAnswersAnyCall() {
        stored(KEY, OLD);
        stored(bytes("other"), OLD);
        redis.be(Mode.DOWN);
        store.apply(KEY, PUT);
        redis.be(Mode.WORKS);
        assertThat(tasks).isEmpty();

        store.apply(bytes("other"), Mutation.peek());
        assertThat(tasks).as("one task, however many calls").hasSize(1);
        store.apply(bytes("other"), Mutation.peek());
        assertThat(tasks).hasSize(1);
        runTasks();

        assertThat(inRedis(KEY)).isNull();
        assertThat(inRedis(bytes("other"))).isEqualTo(OLD);
        assertThat(store.owed()).isZero();
    }

    @Test
    void settling_thatFails_isTriedAgain() {
        stored(KEY, OLD);
        redis.be(Mode.DOWN);
        store.apply(KEY, PUT);
        store.settleLater();
        runTasks();
        assertThat(store.owed()).isOne();

        redis.be(Mode.WORKS);
        store.settleLater();
        runTasks();
        assertThat(store.owed()).isZero();
        assertThat(inRedis(KEY)).isNull();
        store.settleLater();
        assertThat(tasks).as("nothing is owed").isEmpty();
    }

    @Test
    void purge_thatFails_isMadeUpForBeforeAnythingOfItIsSeen() {
        stored(bytes("user:1"), OLD);
        stored(bytes("user:2"), OLD);
        stored(bytes("other"), OLD);
        redis.be(Mode.DOWN);
        assertThat(store.purge(new Purge(KeyPattern.of("user:*")))).isZero();
        assertThat(store.owed()).isEqualTo(-1);
        redis.be(Mode.WORKS);

        assertThat(store.apply(bytes("user:1"), Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
        assertThat(store.apply(bytes("other"), Mutation.peek()).prior()).isEqualTo(OLD);
        assertThat(store.owed()).as("of the others").isEqualTo(-1);
        runTasks();
        assertThat(store.owed()).isZero();
        assertThat(inRedis(bytes("user:2"))).isNull();
        assertThat(inRedis(bytes("other"))).isEqualTo(OLD);
    }

    @Test
    void purgeOfTags_thatFails_isMadeUpForBeforeAnythingIsSeen() {
        Mutation tagged = PUT.tagged(new Tags(Set.of("x")));
        memory.apply(bytes("user:1"), tagged);
        memory.apply(bytes("user:2"), tagged);
        stored(bytes("other"), OLD);
        redis.be(Mode.DOWN);
        assertThat(store.purge(new Purge(new Tags(Set.of("x"))))).isZero();
        redis.be(Mode.WORKS);

        assertThat(store.apply(bytes("user:1"), Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
        runTasks();
        assertThat(inRedis(bytes("user:2"))).isNull();
        assertThat(inRedis(bytes("other"))).isEqualTo(OLD);
        assertThat(store.owed()).isZero();
    }

    @Test
    void purge_thatFailedBefore_isSettledByTheSameOne() {
        stored(bytes("user:1"), OLD);
        redis.be(Mode.DOWN);
        store.purge(new Purge(KeyPattern.of("user:*")));
        store.purge(new Purge(KeyPattern.of("a?")));
        redis.be(Mode.WORKS);

        assertThat(store.purge(new Purge(KeyPattern.of("user:*")))).isOne();
        assertThat(store.owed()).as("the other one").isEqualTo(-1);
        assertThat(store.purge(new Purge(KeyPattern.of("a?")))).isZero();
        assertThat(store.owed()).isZero();
    }

    @Test
    void morePurgesThanAreKept_areOneOfEverything() {
        stored(bytes("other"), OLD);
        redis.be(Mode.DOWN);
        for (int i = 0; i <= Debt.MOST_SELECTIONS; i++) {
            store.purge(new Purge(KeyPattern.of("p" + i + "*")));
        }
        redis.be(Mode.WORKS);
        assertThat(store.apply(bytes("other"), Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
        runTasks();
        assertThat(inRedis(bytes("other"))).isNull();
        assertThat(store.owed()).isZero();
    }

    @Test
    void clear_thatFails_isMadeUpForBeforeAnythingIsSeen() {
        for (int i = 0; i < 20; i++) {
            stored(bytes("k" + i), OLD);
        }
        redis.be(Mode.DOWN);
        store.clear();
        assertThat(store.owed()).isEqualTo(-1);
        redis.be(Mode.WORKS);

        assertThat(store.apply(bytes("k1"), Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
        assertThat(store.readSome(List.of(bytes("k2")), Mutation.peek()).get(0).kind())
                .isEqualTo(Kind.MISSING);
        assertThat(store.timeToLive(bytes("k3"))).isEmpty();
        assertThat(inRedis(bytes("k9"))).as("nobody asked for it yet").isEqualTo(OLD);
        runTasks();
        assertThat(inRedis(bytes("k9"))).isNull();
        assertThat(store.owed()).isZero();
    }

    @Test
    void iterator_seesNothingThatIsOwed() {
        stored(KEY, OLD);
        stored(bytes("other"), OLD);
        redis.be(Mode.DOWN);
        store.apply(KEY, Mutation.remove(Report.NOTHING));
        redis.be(Mode.WORKS);

        List<String> seen = new ArrayList<>();
        for (Iterator<List<byte[]>> batches = store.scan(10); batches.hasNext(); ) {
            for (byte[] key : batches.next()) {
                if (store.apply(key, Mutation.peek()).prior() != null) {
                    seen.add(new String(key, UTF_8));
                }
            }
        }
        assertThat(seen).containsExactly("other");
    }

    @Test
    void iterator_thatFailsOnTheWay_ends() {
        for (int i = 0; i < 20; i++) {
            stored(bytes("k" + i), OLD);
        }
        Iterator<List<byte[]>> batches = store.scan(5);
        assertThat(batches.next()).hasSize(5);
        redis.be(Mode.DOWN);
        assertThat(batches.next()).isEmpty();
        assertThat(batches.hasNext()).isFalse();
    }

    @Test
    void tooMuchDebt_becomesAClear() {
        stored(bytes("never touched"), OLD);
        redis.be(Mode.DOWN);
        for (int i = 0; i < Debt.MOST_KEYS; i++) {
            store.apply(bytes("k" + i), PUT);
        }
        assertThat(store.owed()).isEqualTo(Debt.MOST_KEYS);
        store.apply(bytes("one more"), PUT);
        assertThat(store.owed()).isEqualTo(-1);
        redis.be(Mode.WORKS);
        store.settleLater();
        runTasks();
        assertThat(inRedis(bytes("never touched"))).isNull();
        assertThat(store.owed()).isZero();
    }

    @Test
    void longKeys_areBoundedByTheirBytes() {
        redis.be(Mode.DOWN);
        int length = (int) (Debt.MOST_BYTES / 10);
        for (int i = 0; i < 10; i++) {
            byte[] key = new byte[length];
            key[0] = (byte) i;
            store.apply(key, PUT);
            store.apply(key, PUT); // counts once
        }
        assertThat(store.owed()).isEqualTo(10);
        store.apply(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, PUT);
        assertThat(store.owed()).isEqualTo(-1);
    }

    @Test
    void aFailureWhileItIsSettled_isADebtAgain() {
        stored(KEY, OLD);
        redis.be(Mode.DOWN);
        store.apply(KEY, PUT);
        redis.be(Mode.SILENT);
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.DISCARDED);
        assertThat(store.owed()).isOne();
        redis.be(Mode.WORKS);
        assertThat(store.apply(KEY, Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
    }

    /** Who is told that Redis is away would not look for a password that was changed meanwhile. */
    @Test
    void anotherKindOfFailure_isToldBesideTheFirst_andEachOnce() {
        store.apply(KEY, Mutation.peek());
        try (Logged log = Logged.of(DegradingStore.class)) {
            for (int i = 0; i < 2; i++) {
                for (Reason reason : List.of(Reason.UNREACHABLE, Reason.NOT_PERMITTED)) {
                    redis.failFor(reason);
                    store.apply(KEY, Mutation.peek());
                }
            }

            assertThat(log.text().lines()).hasSize(2).allMatch(line -> line.contains("WARN"));
        }
    }

    @Test
    void notPermitted_isThrownUntilTheFirstAnswer_andDegradesAfterIt() {
        redis.failFor(Reason.NOT_PERMITTED);
        assertThat(store.applyAll(List.of())).as("asks nobody").isEmpty();
        assertThatThrownBy(() -> store.apply(KEY, PUT)).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(() -> store.applyAll(List.of(on("a", PUT)))).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(() -> store.readSome(List.of(bytes("a")), Mutation.peek()))
                .isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(() -> store.scan(1)).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(store::clear).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(() -> store.timeToLive(KEY)).isInstanceOf(CacheUnavailableException.class);
        assertThat(store.owed()).isZero();

        redis.be(Mode.WORKS);
        store.apply(KEY, Mutation.peek());
        redis.failFor(Reason.NOT_PERMITTED);
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.DISCARDED);
    }

    @Test
    void refused_degradesAndIsOwed() {
        stored(KEY, OLD);
        redis.failFor(Reason.REFUSED);
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.DISCARDED);
        redis.be(Mode.WORKS);
        assertThat(store.apply(KEY, Mutation.peek()).kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void otherFailures_areThrown() {
        redis.failBy(new CacheException("a mistake"));
        assertThatThrownBy(() -> store.apply(KEY, PUT))
                .isInstanceOf(CacheException.class)
                .hasMessage("a mistake");
        assertThat(store.owed()).isZero();
    }

    @Test
    void close_settlesWhatItCan_andNeverThrows() {
        stored(KEY, OLD);
        redis.be(Mode.DOWN);
        store.apply(KEY, PUT);
        assertThatCode(store::close).doesNotThrowAnyException();
        redis.be(Mode.WORKS);
        store.close();
        assertThat(inRedis(KEY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 511, 512, 513, 3000})
    void anyNumberOfDebts_isSettledInFewTrips(int number) {
        for (int i = 0; i < number; i++) {
            stored(bytes("k" + i), OLD);
        }
        redis.be(Mode.DOWN);
        for (int i = 0; i < number; i++) {
            store.apply(bytes("k" + i), Mutation.remove(Report.NOTHING));
        }
        redis.be(Mode.WORKS);
        redis.trips();
        store.settleLater();
        runTasks();
        assertThat(redis.trips()).hasSize((number + 511) / 512);
        for (int i = 0; i < number; i++) {
            assertThat(inRedis(bytes("k" + i))).isNull();
        }
    }

    /** A server that lags may still have what was just removed. */
    @Test
    void owed_isNotReadWhereItMayLag() {
        List<Boolean> lagging = new ArrayList<>();
        EntryStore noting = new ForwardingStore(memory) {
            @Override
            public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
                lagging.add(read.mayLag());
                return super.readSome(keys, read);
            }
        };
        FailingStore failing = new FailingStore(noting);
        DegradingStore degrading = new DegradingStore("test", failing, tasks::add);
        failing.be(Mode.DOWN);
        degrading.apply(KEY, PUT);
        failing.be(Mode.WORKS);

        degrading.readSome(List.of(bytes("other")), Mutation.view());
        degrading.readSome(List.of(bytes("other"), KEY), Mutation.view());

        assertThat(lagging).containsExactly(true, false);
    }
}
