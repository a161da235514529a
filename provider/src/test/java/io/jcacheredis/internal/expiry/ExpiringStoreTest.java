package io.jcacheredis.internal.expiry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiringStoreTest {

    private static final byte[] KEY = bytes("key");
    private static final byte[] OTHER_KEY = bytes("other key");
    private static final byte[] OLD = bytes("old");
    private static final byte[] NEW = bytes("new");
    private static final byte[] OTHER = bytes("other");
    private static final long FIVE_MINUTES = 300_000;
    private static final ExpiryPlan ASKS =
            new ExpiryPlan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED);
    private static final Map<Slot, Integer> NONE = Map.of();
    private static final Map<Slot, Integer> CREATION = Map.of(Slot.CREATION, 1);
    private static final Map<Slot, Integer> UPDATE = Map.of(Slot.UPDATE, 1);
    private static final Map<Slot, Integer> ACCESS = Map.of(Slot.ACCESS, 1);

    private final InMemoryEntryStore entries = new InMemoryEntryStore(new FakeClock());
    private final CountingPolicy policy = new CountingPolicy(new Duration(MINUTES, 5));
    private final ExpiringStore store = new ExpiringStore(entries, new Expiry(policy));

    /** A method of the cache, its mutation, and what the policy is asked if there is no entry, and if there is one. */
    static Stream<Arguments> methods() {
        return Stream.of(
                arguments("put", set(Condition.ANY, Report.NOTHING), CREATION, UPDATE),
                arguments("put with listeners", set(Condition.ANY, Report.EXISTENCE), CREATION, UPDATE),
                arguments("getAndPut", set(Condition.ANY, Report.PRIOR), CREATION, UPDATE),
                arguments("putIfAbsent", set(Condition.ABSENT, Report.EXISTENCE), CREATION, NONE),
                arguments("get", Mutation.read(ASKS), NONE, ACCESS),
                arguments("containsKey", Mutation.exists(), NONE, NONE),
                arguments("replace(k, v)", set(Condition.PRESENT, Report.EXISTENCE), NONE, UPDATE),
                arguments("getAndReplace", set(Condition.PRESENT, Report.PRIOR), NONE, UPDATE),
                arguments("replace(k, o, n)", Mutation.replace(OLD, NEW, Report.EXISTENCE, ASKS), NONE, UPDATE),
                arguments(
                        "replace(k, o, n) of another",
                        Mutation.replace(OTHER, NEW, Report.EXISTENCE, ASKS),
                        NONE,
                        NONE),
                arguments("then its access", Mutation.touch(OLD, ASKS), NONE, ACCESS),
                arguments("the access of what has changed", Mutation.touch(OTHER, ASKS), NONE, NONE),
                arguments("remove(k, v)", Mutation.remove(OLD, Report.EXISTENCE), NONE, NONE),
                arguments("remove(k, v) of another", Mutation.remove(OTHER, Report.EXISTENCE), NONE, NONE),
                arguments("remove", Mutation.remove(Report.EXISTENCE), NONE, NONE),
                arguments("getAndRemove", Mutation.remove(Report.PRIOR), NONE, NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void apply_asksExactlyWhatTheSpecificationAllows(
            String method, Mutation mutation, Map<Slot, Integer> ifMissing, Map<Slot, Integer> ifPresent) {
        assertThat(store.apply(KEY, mutation).kind()).isNotEqualTo(Kind.DURATION_NEEDED);
        assertThat(policy.calls()).as(method + ", missing").isEqualTo(ifMissing);

        present(KEY);
        Outcome outcome = store.apply(KEY, mutation);

        assertThat(outcome.kind()).isNotEqualTo(Kind.DURATION_NEEDED);
        assertThat(policy.calls()).as(method + ", present").isEqualTo(ifPresent);
        if (!ifPresent.isEmpty()) {
            assertThat(entries.timeToLive(KEY)).hasValue(FIVE_MINUTES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void applyAll_asksExactlyWhatTheSpecificationAllows(
            String method, Mutation mutation, Map<Slot, Integer> ifMissing, Map<Slot, Integer> ifPresent) {
        present(OTHER_KEY);
        List<KeyedMutation> mutations =
                List.of(new KeyedMutation(KEY, mutation), new KeyedMutation(OTHER_KEY, mutation));

        List<Outcome> outcomes = store.applyAll(mutations);

        assertThat(outcomes).hasSize(2).noneMatch(outcome -> outcome.kind() == Kind.DURATION_NEEDED);
        assertThat(outcomes.get(0).existed()).as(method).isFalse();
        assertThat(outcomes.get(1).existed()).as(method).isTrue();
        Map<Slot, Integer> both = new HashMap<>(ifMissing);
        ifPresent.forEach((slot, count) -> both.merge(slot, count, Integer::sum));
        assertThat(policy.calls()).isEqualTo(both);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void apply_policyThatFails_meansEternalOnCreationElseUnchanged(
            String method, Mutation mutation, Map<Slot, Integer> ifMissing, Map<Slot, Integer> ifPresent) {
        for (Slot slot : Slot.values()) {
            policy.failing(slot);
        }
        store.apply(KEY, mutation);
        assertThat(policy.calls()).as(method + ", missing").isEqualTo(ifMissing);
        if (!ifMissing.isEmpty()) {
            assertThat(entries.timeToLive(KEY)).hasValue(Long.MAX_VALUE);
        }

        present(KEY, FIVE_MINUTES - 1);
        store.apply(KEY, mutation);
        assertThat(policy.calls()).as(method + ", present").isEqualTo(ifPresent);
        if (!ifPresent.isEmpty()) {
            assertThat(entries.timeToLive(KEY)).hasValue(FIVE_MINUTES - 1);
        }
    }

    @Test
    void null_isEternalOnCreationAndUnchangedElse() {
        for (Slot slot : Slot.values()) {
            policy.answer(slot, null);
        }
        store.apply(KEY, set(Condition.ANY, Report.NOTHING));
        assertThat(entries.timeToLive(KEY)).hasValue(Long.MAX_VALUE);

        present(KEY, 1_000);
        store.apply(KEY, set(Condition.ANY, Report.NOTHING));
        assertThat(entries.timeToLive(KEY)).hasValue(1_000);
        assertThat(store.apply(KEY, Mutation.read(ASKS)).prior()).isEqualTo(NEW);
        assertThat(entries.timeToLive(KEY)).hasValue(1_000);
    }

    @Test
    void zero_discardsACreationAndEndsAnUpdateAndAnAccess() {
        for (Slot slot : Slot.values()) {
            policy.answer(slot, Duration.ZERO);
        }
        assertThat(store.apply(KEY, set(Condition.ANY, Report.EXISTENCE)).kind())
                .isEqualTo(Kind.DISCARDED);

        present(KEY);
        Outcome updated = store.apply(KEY, set(Condition.ANY, Report.PRIOR));
        assertThat(updated.kind()).isEqualTo(Kind.UPDATED);
        assertThat(updated.expired()).isTrue();
        assertThat(updated.prior()).isEqualTo(OLD);
        assertThat(entries.timeToLive(KEY)).isEmpty();

        present(KEY);
        Outcome read = store.apply(KEY, Mutation.read(ASKS));
        assertThat(read.prior()).isEqualTo(OLD);
        assertThat(read.expired()).isTrue();
        assertThat(entries.timeToLive(KEY)).isEmpty();
    }

    @Test
    void accessThatChangesNothing_isDoneWithTheFirstTrip() {
        policy.answer(Slot.ACCESS, null);
        present(KEY);

        List<Outcome> outcomes = store.applyAll(
                List.of(new KeyedMutation(KEY, Mutation.read(ASKS)), new KeyedMutation(OTHER_KEY, Mutation.exists())));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Found.class);
        assertThat(outcomes.get(0).prior()).isEqualTo(OLD);
        assertThat(outcomes.get(1).kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void scanClearAndTimeToLive_areTheStores() {
        present(KEY, 1_000);

        assertThat(store.scan(10).next()).containsExactly(KEY);
        assertThat(store.timeToLive(KEY)).hasValue(1_000);
        assertThat(store.clear()).isEqualTo(1);
        assertThat(policy.calls()).isEmpty();
    }

    private void present(byte[] key) {
        present(key, 1_000);
    }

    private void present(byte[] key, long millis) {
        TimeToLive life = new TimeToLive.Finite(millis);
        entries.apply(key, Mutation.set(Condition.ANY, OLD, Report.NOTHING, new ExpiryPlan(life, life, life)));
    }

    private static Mutation set(Condition condition, Report report) {
        return Mutation.set(condition, NEW, report, ASKS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
