package io.jcacheredis.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.linearizability.Call.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checker lets through what can have happened, and nothing else. */
class CheckerTest {

    private final List<Call> history = new ArrayList<>();

    private CheckerTest call(int jvm, Kind kind, long argument, long result, long begin, long end) {
        history.add(new Call(jvm, kind, "k", argument, 0, result, begin, end));
        return this;
    }

    private CheckerTest replace(long other, long argument, long result, long begin, long end) {
        history.add(new Call(1, Kind.REPLACE_EQUAL, "k", argument, other, result, begin, end));
        return this;
    }

    /** A call that was given up. */
    private CheckerTest open(int jvm, Kind kind, long argument, long begin, long givenUp) {
        history.add(new Call(jvm, kind, "k", argument, 0, givenUp, begin, Call.OPEN));
        return this;
    }

    private boolean isLinearizable() {
        return Checker.violations(history).isEmpty();
    }

    @Test
    void oneAfterTheOther_mustFit() {
        call(1, Kind.PUT, 7, 0, 0, 1).call(2, Kind.GET, 0, 7, 2, 3);
        assertThat(isLinearizable()).isTrue();
        call(2, Kind.GET, 0, 6, 4, 5);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void readOfWhatWasReplaced_isAViolation() {
        call(1, Kind.PUT, 1, 0, 0, 1).call(1, Kind.PUT, 2, 0, 2, 3).call(2, Kind.GET, 0, 1, 4, 5);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void concurrentCalls_mayTakeEffectInAnyOrder() {
        call(1, Kind.PUT, 1, 0, 0, 10).call(2, Kind.PUT, 2, 0, 0, 10);
        call(3, Kind.GET, 0, 2, 3, 4).call(3, Kind.GET, 0, 1, 5, 6);
        assertThat(isLinearizable()).isTrue();
        call(3, Kind.GET, 0, 2, 7, 8);
        assertThat(isLinearizable()).as("there and back").isFalse();
    }

    @Test
    void incrementsOfTwo_mayNotReturnTheSame() {
        call(1, Kind.INCREMENT, 0, 1, 0, 10).call(2, Kind.INCREMENT, 0, 2, 0, 10);
        assertThat(isLinearizable()).isTrue();
        call(3, Kind.INCREMENT, 0, 2, 0, 20);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void everyMethod_isHeldToWhatItReturns() {
        call(1, Kind.PUT_IF_ABSENT, 1, 1, 0, 1).call(1, Kind.PUT_IF_ABSENT, 2, 0, 2, 3);
        call(1, Kind.CONTAINS, 0, 1, 4, 5).call(1, Kind.GET_AND_PUT, 3, 1, 6, 7);
        call(1, Kind.REPLACE, 4, 1, 8, 9).call(1, Kind.GET_AND_REPLACE, 5, 4, 10, 11);
        replace(5, 6, 1, 12, 13).replace(5, 7, 0, 14, 15);
        history.add(new Call(1, Kind.REMOVE_EQUAL, "k", 0, 5, 0, 16, 17));
        history.add(new Call(1, Kind.REMOVE_EQUAL, "k", 0, 6, 1, 18, 19));
        call(1, Kind.REMOVE, 0, 0, 20, 21).call(1, Kind.INCREMENT, 0, 1, 22, 23);
        call(1, Kind.GET_AND_REMOVE, 0, 1, 24, 25).call(1, Kind.GET, 0, 0, 26, 27);
        call(1, Kind.REPLACE, 4, 0, 28, 29).call(1, Kind.GET_AND_REPLACE, 5, 0, 30, 31);
        assertThat(isLinearizable()).isTrue();
        List<Call> calls = List.copyOf(history);
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            history.set(
                    i,
                    new Call(
                            1,
                            call.kind(),
                            "k",
                            call.argument(),
                            call.other(),
                            call.result() + 1,
                            call.begin(),
                            call.end()));
            assertThat(isLinearizable()).as(call.line()).isFalse();
            history.set(i, call);
        }
    }

    @Test
    void unknownOutcome_mayBeAnEffectOrNone() {
        call(1, Kind.PUT, 1, 0, 0, 1).open(2, Kind.PUT, 2, 2, 5);
        call(3, Kind.GET, 0, 1, 10, 11).call(3, Kind.GET, 0, 2, 12, 13);
        assertThat(isLinearizable()).as("late").isTrue();
        call(3, Kind.GET, 0, 1, 14, 15);
        assertThat(isLinearizable()).as("and taken back").isFalse();
    }

    @Test
    void unknownOutcome_thatNeverTakesEffect() {
        call(1, Kind.PUT, 1, 0, 0, 1).open(2, Kind.INCREMENT, 0, 2, 5).open(2, Kind.REMOVE, 0, 6, 7);
        for (int i = 0; i < 5; i++) {
            call(3, Kind.GET, 0, 1, 10 + 2 * i, 11 + 2 * i);
        }
        assertThat(isLinearizable()).isTrue();
    }

    /** The ghost of a write that was given up. */
    @Test
    void unknownOutcome_mayNotTakeEffectAfterALaterCallOfTheSameJvm() {
        open(2, Kind.PUT, 1, 0, 5).call(2, Kind.PUT, 2, 0, 6, 8);
        call(3, Kind.GET, 0, 2, 9, 10);
        assertThat(isLinearizable()).isTrue();
        call(3, Kind.GET, 0, 1, 11, 12);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void keys_areIndependent() {
        call(1, Kind.PUT, 1, 0, 0, 1);
        history.add(new Call(1, Kind.GET, "other", 0, 0, 0, 2, 3));
        assertThat(isLinearizable()).isTrue();
        history.add(new Call(1, Kind.GET, "other", 0, 0, 1, 4, 5));
        assertThat(Checker.violations(history)).containsOnlyKeys("other");
    }

    /** Histories of a register that is linearizable by its making, with moments of effect that the checker does not know. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomHistory_isLinearizable_andIsNotAfterOneResultIsChanged(long seed) {
        Random random = new Random(seed);
        long state = Call.NOTHING;
        for (int effect = 10; effect < 20_010; effect += 10) {
            Kind kind = Kind.ALL.get(random.nextInt(Kind.ALL.size()));
            Call call = new Call(
                    random.nextInt(4),
                    kind,
                    "k",
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    0,
                    effect - 1 - random.nextInt(60),
                    effect + 1 + random.nextInt(60));
            history.add(new Call(
                    call.jvm(),
                    kind,
                    "k",
                    call.argument(),
                    call.other(),
                    kind.result(state, call),
                    call.begin(),
                    call.end()));
            state = kind.next(state, call);
        }
        assertThat(isLinearizable()).isTrue();

        int caught = 0;
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(history.size());
            Call right = history.get(at);
            history.set(
                    at,
                    new Call(
                            right.jvm(),
                            right.kind(),
                            "k",
                            right.argument(),
                            right.other(),
                            right.result() + 1_000_000,
                            right.begin(),
                            right.end()));
            caught += isLinearizable() ? 0 : 1;
            history.set(at, right);
        }
        assertThat(caught).isEqualTo(20);
    }
}
