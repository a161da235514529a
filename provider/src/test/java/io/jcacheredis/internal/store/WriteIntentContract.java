package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EntryStore} must do with the steps of a {@link WriteIntent}. */
public abstract class WriteIntentContract {

    private static final byte[] KEY = bytes("written");
    private static final byte[] OLD = bytes("old");
    private static final byte[] A = bytes("a");
    private static final byte[] B = bytes("b");
    private static final Duration FENCE = Duration.ofMinutes(2);
    private static final Finite HOUR = new Finite(3_600_000);
    private static final Finite SHORT = new Finite(60_000);
    private static final ExpiryPlan FOR_AN_HOUR = new ExpiryPlan(HOUR, HOUR, HOUR);

    private final WriteIntent first = new WriteIntent(FENCE);
    private final WriteIntent second = new WriteIntent(FENCE);
    private final WriteIntent third = new WriteIntent(FENCE);

    /** The store of a test, empty at its start. */
    protected abstract EntryStore store();

    /** The same entries, seen and arranged past the store's mutations. */
    protected abstract Entries entries();

    /** Waits until so much of a time to live has gone. */
    protected abstract void pass(Duration time);

    /** Entries as they are. */
    public interface Entries {

        /** Writes an entry. */
        void put(byte[] key, byte[] value, TimeToLive life);

        /** Writes an entry and returns when it has expired. */
        void putExpired(byte[] key, byte[] value);

        byte @Nullable [] value(byte[] key);

        /** As {@link EntryStore#timeToLive}. */
        OptionalLong timeToLive(byte[] key);
    }

    private Outcome apply(Mutation mutation) {
        return store().apply(KEY, mutation);
    }

    private static Mutation puts(byte[] value) {
        return Mutation.set(Condition.ANY, value, Report.PRIOR, FOR_AN_HOUR);
    }

    private void announced(WriteIntent... intents) {
        for (WriteIntent intent : intents) {
            apply(intent.announce(Mutation.glance()));
        }
    }

    private void assertEntry(byte @Nullable [] value, @Nullable String life) {
        assertThat(entries().value(KEY)).isEqualTo(value);
        OptionalLong left = entries().timeToLive(KEY);
        String seen = left.isEmpty() ? null : lifeOf(left.getAsLong());
        assertThat(seen).isEqualTo(life);
    }

    private static String lifeOf(long millis) {
        if (millis == Long.MAX_VALUE) {
            return "eternal";
        }
        return millis > FENCE.toMillis() ? "long" : millis > SHORT.millis() ? "fence" : "short";
    }

    private static String text(Outcome outcome) {
        byte[] prior = outcome.prior();
        return outcome.kind() + (prior == null ? "" : " " + new String(prior, UTF_8));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            ANY,     null, MISSING,     true
            ANY,     old,  FOUND,       true
            ABSENT,  null, MISSING,     true
            ABSENT,  old,  FOUND,       false
            PRESENT, null, MISSING,     false
            PRESENT, old,  FOUND,       true
            EQUALS,  null, MISSING,     false
            EQUALS,  old,  FOUND,       true
            EQUALS,  a,    DIFFERS a,   false
            """)
    void announce_asksAndIsAnnouncedOnlyIfTheConditionHolds(
            Condition condition, @Nullable String before, String told, boolean announced) {
        if (before != null) {
            entries().put(KEY, bytes(before), HOUR);
        }
        Mutation change = condition == Condition.EQUALS
                ? Mutation.replace(OLD, B, Report.NOTHING, FOR_AN_HOUR)
                : Mutation.set(condition, B, Report.NOTHING, FOR_AN_HOUR);

        assertThat(text(apply(first.announce(change.question())))).isEqualTo(told);

        assertEntry(before == null ? null : bytes(before), before == null ? null : announced ? "fence" : "long");
        // One that was not announced counts as overtaken.
        Outcome outcome = apply(first.commit(change));
        boolean kept = announced;
        assertThat(outcome.kind())
                .isIn(
                        kept
                                ? List.of(Outcome.Kind.CREATED, Outcome.Kind.UPDATED, Outcome.Kind.STORED)
                                : List.of(Outcome.Kind.REMOVED, Outcome.Kind.MISSING));
        assertEntry(kept ? B : null, kept ? "long" : null);
    }

    static List<TimeToLive> lives() {
        return List.of(Special.ETERNAL, HOUR, SHORT);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void withdraw_givesTheEntryItsLifeBack(TimeToLive life) {
        entries().put(KEY, OLD, life);
        OptionalLong before = entries().timeToLive(KEY);
        announced(first);
        assertEntry(OLD, life == SHORT ? "short" : "fence");

        apply(first.withdraw());

        assertThat(entries().timeToLive(KEY).isPresent()).isTrue();
        assertThat(lifeOf(entries().timeToLive(KEY).getAsLong())).isEqualTo(lifeOf(before.getAsLong()));
        assertThat(entries().timeToLive(KEY).getAsLong()).isBetween(before.getAsLong() - 30_000, before.getAsLong());
    }

    @Test
    void withdraw_ofTheLastOfTwo_givesTheEntryItsLifeBack() {
        entries().put(KEY, OLD, Special.ETERNAL);
        announced(first, second);

        apply(second.withdraw());
        assertEntry(OLD, "fence");
        apply(first.withdraw());
        assertEntry(OLD, "eternal");
    }

    @Test
    void withdraw_leavesAloneWhatIsNotShortened() {
        entries().put(KEY, OLD, HOUR);
        announced(first);
        entries().put(KEY, A, Special.ETERNAL);

        apply(first.withdraw());

        assertEntry(A, "eternal");
    }

    @Test
    void withdraw_ofOneThatNobodyKnows_doesNothing() {
        entries().put(KEY, OLD, HOUR);

        apply(first.withdraw());

        assertEntry(OLD, "long");
    }

    @Test
    void commit_ofTheOnlyOne_isTheChange() {
        entries().put(KEY, OLD, SHORT);
        announced(first);

        assertThat(text(apply(first.commit(puts(A))))).isEqualTo("UPDATED old");

        assertEntry(A, "long");
        announced(second);
        assertThat(text(apply(second.commit(Mutation.remove(Report.PRIOR))))).isEqualTo("REMOVED a");
        assertEntry(null, null);
        announced(third);
        assertThat(text(apply(third.commit(puts(B))))).isEqualTo("CREATED");
        assertEntry(B, "long");
    }

    @ParameterizedTest
    @MethodSource("lives")
    void commit_thatLeavesTheLifeUnchanged_givesTheOneBackThatThereWas(TimeToLive life) {
        ExpiryPlan unchanged = new ExpiryPlan(SHORT, Special.UNCHANGED, Special.UNCHANGED);
        Mutation keeps = Mutation.set(Condition.ANY, A, Report.NOTHING, unchanged);
        entries().put(KEY, OLD, life);
        String before = lifeOf(entries().timeToLive(KEY).getAsLong());
        announced(first);

        apply(first.commit(keeps));
        assertEntry(A, before);

        announced(second, third);
        apply(second.commit(keeps));
        assertEntry(A, life == SHORT ? "short" : "fence");
        apply(third.withdraw());
        assertEntry(A, before);
    }

    @Test
    void commit_whileAnotherIsOpen_lastsForTheFence_andTheOtherRemovesIt() {
        announced(first, second);

        assertThat(text(apply(second.commit(puts(B))))).isEqualTo("CREATED");
        assertEntry(B, "fence");
        assertThat(text(apply(first.commit(puts(A))))).isEqualTo("REMOVED b");
        assertEntry(null, null);
    }

    @Test
    void commit_whileAnotherIsOpen_thatIsWithdrawn_lastsAsItShould() {
        announced(first, second);
        apply(first.commit(puts(A)));

        apply(second.withdraw());

        assertEntry(A, "long");
    }

    /** The third did not meet the first, but the second, which may be written later. */
    @Test
    void commit_ofAChainOfThree_theLastOneRemoves() {
        announced(first, second);
        apply(first.commit(puts(A)));
        announced(third);

        assertThat(text(apply(third.commit(puts(B))))).isEqualTo("UPDATED a");
        assertEntry(B, "fence");
        apply(second.commit(puts(OLD)));
        assertEntry(null, null);
    }

    @Test
    void commit_thatWasOvertaken_overtakesTheOthersToo() {
        announced(first, second);
        apply(first.commit(puts(A)));
        announced(third);
        apply(second.commit(puts(B)));

        assertThat(text(apply(third.commit(puts(OLD))))).isEqualTo("MISSING");
        assertEntry(null, null);
    }

    @Test
    void commit_ofARemoval_overtakesToo() {
        entries().put(KEY, OLD, HOUR);
        announced(first, second);
        apply(first.commit(Mutation.remove(Report.NOTHING)));

        assertThat(text(apply(second.commit(puts(B))))).isEqualTo("MISSING");
        assertEntry(null, null);
    }

    @Test
    void commit_whoseConditionNoLongerHolds_removes() {
        apply(first.announce(
                Mutation.set(Condition.ABSENT, A, Report.NOTHING, FOR_AN_HOUR).question()));
        entries().put(KEY, OLD, HOUR);

        assertThat(text(apply(first.commit(Mutation.set(Condition.ABSENT, A, Report.PRIOR, FOR_AN_HOUR)))))
                .isEqualTo("REMOVED old");
        assertEntry(null, null);

        announced(second);
        assertThat(text(apply(second.commit(Mutation.remove(A, Report.PRIOR))))).isEqualTo("MISSING");
    }

    @Test
    void commit_whoseDurationIsNotKnown_staysOpen() {
        entries().put(KEY, OLD, HOUR);
        announced(first);
        ExpiryPlan asking = new ExpiryPlan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED);

        assertThat(apply(first.commit(Mutation.set(Condition.ANY, A, Report.NOTHING, asking)))
                        .kind())
                .isEqualTo(Outcome.Kind.DURATION_NEEDED);
        assertEntry(OLD, "fence");
        apply(first.commit(puts(A)));

        assertEntry(A, "long");
    }

    @Test
    void commit_afterItsFence_removes_andOvertakesTheOthers() {
        WriteIntent slow = new WriteIntent(Duration.ofMillis(20));
        announced(slow);
        pass(Duration.ofMillis(30));
        announced(first);

        assertThat(text(apply(slow.commit(puts(A))))).isEqualTo("MISSING");
        assertThat(text(apply(first.commit(puts(B))))).isEqualTo("MISSING");
        assertEntry(null, null);
    }

    /** That its JVM was killed, or that it takes too long. */
    @Test
    void intentPastItsFence_isForgotten_andItsEntryHasGone() {
        entries().put(KEY, OLD, Special.ETERNAL);
        announced(new WriteIntent(Duration.ofMillis(20)));
        pass(Duration.ofMillis(30));
        assertEntry(null, null);

        announced(first);
        apply(first.commit(puts(A)));
        assertEntry(A, "long");
    }

    private static WriteIntent lasting(int millis) {
        return new WriteIntent(Duration.ofMillis(millis));
    }

    private static Mutation fill() {
        return WriteIntent.yielding(Mutation.fill(OLD, Report.NOTHING, FOR_AN_HOUR));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void killedBesideACommit_isForgottenAfterItsFence(int killed) {
        for (int i = 0; i < killed; i++) {
            announced(lasting(1_000));
        }
        WriteIntent committed = lasting(1_000);
        announced(committed);
        apply(committed.commit(puts(A)));
        pass(Duration.ofMillis(1_010));

        assertEntry(null, null);
        assertThat(text(apply(fill()))).isEqualTo("CREATED");
        announced(first);
        apply(first.commit(puts(B)));
        assertEntry(B, "long");
    }

    /** Nobody knows whether the one that was killed wrote after the one that committed. */
    @Test
    void killedBesideACommit_isKnownForAsLongAsTheEntryIsInDoubt() {
        entries().put(KEY, OLD, Special.ETERNAL);
        announced(lasting(1_000));
        pass(Duration.ofMillis(500));
        WriteIntent committed = lasting(1_000);
        announced(committed);
        apply(committed.commit(puts(A)));
        pass(Duration.ofMillis(600));
        WriteIntent failing = lasting(1_000);
        announced(failing);
        apply(failing.withdraw());
        pass(Duration.ofMillis(410));

        assertEntry(null, null);
    }

    @Test
    void givenUpWhileAnotherWasOpen_overtakesIt() {
        announced(lasting(500));
        announced(first);
        pass(Duration.ofMillis(510));

        assertThat(text(apply(first.commit(puts(A))))).isEqualTo("MISSING");
    }

    @Test
    void givenUpWhileAnotherWasOpen_overtakesIt_whoeverFindsOut() {
        announced(lasting(500));
        announced(first);
        pass(Duration.ofMillis(510));
        announced(second);

        assertThat(text(apply(second.commit(puts(B))))).isEqualTo("CREATED");
        assertEntry(B, "fence");
        assertThat(text(apply(first.commit(puts(A))))).isEqualTo("REMOVED b");
    }

    @Test
    void anAccess_doesNotProlongWhatIsInDoubt() {
        announced(lasting(1_000), lasting(1_000));
        pass(Duration.ofMillis(500));
        WriteIntent committed = lasting(1_000);
        announced(committed);
        pass(Duration.ofMillis(400));
        apply(committed.commit(puts(A)));
        pass(Duration.ofMillis(700));
        apply(WriteIntent.yielding(Mutation.read(FOR_AN_HOUR)));
        pass(Duration.ofMillis(310));

        assertEntry(null, null);
    }

    @Test
    void aShorterFence_isNotThatOfOthers() {
        entries().put(KEY, OLD, Special.ETERNAL);
        announced(first);
        WriteIntent shorter = lasting(100);
        announced(shorter);
        apply(shorter.withdraw());
        pass(Duration.ofMillis(110));
        announced(second);

        apply(second.commit(puts(B)));
        assertEntry(B, "fence");
        apply(first.commit(puts(A)));
        assertEntry(null, null);
    }

    @Test
    void aShorterFence_doesNotForgetTheLifeThatIsToBeGivenBack() {
        entries().put(KEY, OLD, Special.ETERNAL);
        WriteIntent shorter = lasting(30_000);
        announced(first, shorter);
        apply(shorter.withdraw());

        apply(first.withdraw());

        assertEntry(OLD, "eternal");
    }

    @Test
    void commitOrRepeat_ofTheOnlyOne_isTheChange() {
        entries().put(KEY, OLD, HOUR);
        announced(first);

        assertThat(text(apply(first.commitOrRepeat(Mutation.replace(OLD, A, Report.NOTHING, FOR_AN_HOUR)))))
                .isEqualTo("UPDATED");

        announced(second);
        assertThat(apply(second.commit(puts(B))).changed()).isTrue();
        assertEntry(B, "long");
    }

    /** The bytes are the same again, but what the database did last is not known. */
    @Test
    void commitOrRepeat_thatWasOvertaken_isRefused_andGoesThroughTheNextTime() {
        entries().put(KEY, OLD, HOUR);
        announced(first, second);
        apply(second.commit(puts(OLD)));
        Mutation replace = Mutation.replace(OLD, A, Report.NOTHING, FOR_AN_HOUR);

        assertThat(text(apply(first.commitOrRepeat(replace)))).isEqualTo("DIFFERS old");
        assertEntry(OLD, "fence");
        assertThat(text(apply(first.commitOrRepeat(replace)))).isEqualTo("UPDATED");
        assertEntry(A, "long");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commitOrRepeat_thatWasOvertaken_whereThereIsNoEntry_isRefusedWithoutSayingSo(boolean removal) {
        announced(first, second);
        apply(second.commit(Mutation.remove(Report.NOTHING)));
        Mutation change = removal
                ? Mutation.remove(Report.PRIOR)
                : Mutation.set(Condition.ABSENT, A, Report.NOTHING, FOR_AN_HOUR);

        assertThat(text(apply(first.commitOrRepeat(change)))).isEqualTo("FOUND");
        assertThat(text(apply(first.commitOrRepeat(change)))).isEqualTo(removal ? "MISSING" : "CREATED");
        assertEntry(removal ? null : A, removal ? null : "long");
    }

    @Test
    void commitOrRepeat_whoseConditionNoLongerHolds_staysOpen() {
        entries().put(KEY, OLD, HOUR);
        announced(first);

        assertThat(text(apply(first.commitOrRepeat(Mutation.replace(A, B, Report.NOTHING, FOR_AN_HOUR)))))
                .isEqualTo("DIFFERS old");
        announced(second);
        apply(second.commit(puts(B)));
        assertEntry(B, "fence");
        apply(first.commit(puts(A)));
        assertEntry(null, null);

        announced(third);
        assertThat(text(apply(third.commitOrRepeat(Mutation.remove(A, Report.NOTHING)))))
                .isEqualTo("MISSING");
        assertThat(text(apply(third.commitOrRepeat(Mutation.set(Condition.ABSENT, A, Report.NOTHING, FOR_AN_HOUR)))))
                .isEqualTo("CREATED");
        assertEntry(A, "long");
    }

    @Test
    void whatYields_doesNotProlong_andIsDiscarded_untilTheIntentEnds() {
        entries().put(KEY, OLD, Special.ETERNAL);
        announced(first);
        Mutation read = WriteIntent.yielding(Mutation.read(FOR_AN_HOUR));
        Mutation fill = WriteIntent.yielding(Mutation.fill(A, Report.NOTHING, FOR_AN_HOUR));
        Mutation load = WriteIntent.yielding(puts(A));

        assertThat(text(apply(read))).isEqualTo("FOUND old");
        assertEntry(OLD, "fence");
        assertThat(text(apply(load))).isEqualTo("DISCARDED");
        assertEntry(OLD, "fence");
        apply(Mutation.remove(Report.NOTHING));
        assertThat(text(apply(fill))).isEqualTo("DISCARDED");
        assertEntry(null, null);

        apply(first.withdraw());
        assertThat(text(apply(fill))).isEqualTo("CREATED");
        assertThat(text(apply(load))).isEqualTo("UPDATED a");
        entries().put(KEY, OLD, SHORT);
        assertThat(text(apply(read))).isEqualTo("FOUND old");
        assertEntry(OLD, "long");
    }

    @ParameterizedTest
    @EnumSource(names = {"ZERO", "UNDETERMINED", "ETERNAL"})
    void anAccessThatYields_mayEndALife(Special access) {
        entries().put(KEY, OLD, HOUR);
        announced(first);

        Outcome outcome = apply(WriteIntent.yielding(Mutation.read(new ExpiryPlan(HOUR, HOUR, access))));

        assertThat(text(outcome)).isEqualTo("FOUND old");
        assertThat(outcome.expired()).isEqualTo(access == Special.ZERO);
        assertEntry(access == Special.ZERO ? null : OLD, access == Special.ZERO ? null : "fence");
    }

    static List<byte[]> keysOfAllKindsOfSlots() {
        return List.of(
                bytes("plain"),
                bytes("{tag}key"),
                bytes("key{tag}"),
                bytes("{{tag}}"),
                bytes("{}key"),
                bytes("}{"),
                bytes("a}b"),
                bytes("a}b{c}"),
                bytes("{"),
                new byte[] {},
                new byte[] {0, (byte) 0xff, '\r', '\n'});
    }

    @ParameterizedTest
    @MethodSource("keysOfAllKindsOfSlots")
    void intentsOfOneEntry_areNotThoseOfAnother(byte[] key) {
        WriteIntent own = new WriteIntent(FENCE);
        for (byte[] other : keysOfAllKindsOfSlots()) {
            WriteIntent intent = Arrays.equals(other, key) ? own : new WriteIntent(FENCE);
            store().apply(other, intent.announce(Mutation.glance()));
        }

        Outcome outcome = store().apply(key, own.commit(puts(A)));

        assertThat(text(outcome)).isEqualTo("CREATED");
        assertThat(lifeOf(entries().timeToLive(key).getAsLong())).isEqualTo("long");
    }

    @Test
    void manyStepsInOneTrip_areEachTheirOwn() {
        List<KeyedMutation> announcements = new ArrayList<>();
        List<KeyedMutation> commits = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            byte[] key = bytes("many-" + i);
            WriteIntent intent = new WriteIntent(FENCE);
            announcements.add(new KeyedMutation(key, intent.announce(Mutation.glance())));
            commits.add(new KeyedMutation(key, intent.commit(puts(key))));
        }
        assertThat(store().applyAll(announcements)).hasSize(600).allMatch(outcome -> !outcome.existed());

        assertThat(store().applyAll(commits)).allMatch(outcome -> outcome.kind() == Outcome.Kind.CREATED);
        assertThat(entries().value(bytes("many-599"))).isEqualTo(bytes("many-599"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
