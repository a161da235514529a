package io.jcacheredis.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutationTest {

    private static final byte[] BYTES = {1};

    private static Mutation of(Condition condition, byte[] expected, Action action, byte[] value) {
        return new Mutation(condition, expected, action, value, Report.NOTHING, ExpiryPlan.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void expectedBytes_belongToEquals(Condition condition) {
        boolean with = condition == Condition.EQUALS;
        assertThatCode(() -> of(condition, with ? BYTES : null, Action.NONE, null))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> of(condition, with ? null : BYTES, Action.NONE, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void value_belongsToSet(Action action) {
        boolean with = action == Action.SET;
        assertThatCode(() -> of(Condition.ANY, null, action, with ? BYTES : null))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> of(Condition.ANY, null, action, with ? null : BYTES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void plan_withOneSlotAnswered_keepsTheOthers(Slot slot) {
        ExpiryPlan before = new ExpiryPlan(Special.ETERNAL, Special.ZERO, Special.UNDETERMINED);
        Finite answer = new Finite(7);

        ExpiryPlan after = before.with(slot, answer);

        for (Slot each : Slot.values()) {
            assertThat(after.at(each)).isEqualTo(each == slot ? answer : before.at(each));
        }
        assertThat(before.at(Slot.CREATION)).isEqualTo(Special.ETERNAL);
        assertThat(before.at(Slot.UPDATE)).isEqualTo(Special.ZERO);
        assertThat(before.at(Slot.ACCESS)).isEqualTo(Special.UNDETERMINED);
    }
}
