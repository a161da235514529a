package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.faults.OwnedKey.Risk;
import io.jcacheredis.linearizability.Call;
import io.jcacheredis.linearizability.Call.Kind;
import org.junit.jupiter.api.Test;

class OwnedKeyTest {

    private final OwnedKey key = new OwnedKey("k", 1, false);

    private void put(long value) {
        key.answered(Call.of(Kind.PUT, "k", value, 0));
    }

    private void read(long value) {
        key.answered(key.read().returning(value));
    }

    private void assertImpossible(long value) {
        assertThatThrownBy(() -> read(value)).isInstanceOf(AssertionError.class);
    }

    @Test
    void answeredWrite_isThere() {
        put(5);
        assertImpossible(Call.NOTHING);
        assertImpossible(6);
        read(5);
    }

    @Test
    void unknownWrite_isThereOrNot_andThenStaysSo() {
        put(5);
        key.unknown(Call.of(Kind.INCREMENT, "k", 0, 0));
        assertImpossible(7);
        read(6);
        assertImpossible(5);
    }

    @Test
    void incrementThatWasDoneTwice_isFoundOut() {
        Call increment = Call.of(Kind.INCREMENT, "k", 0, 0);
        key.answered(increment.returning(1));
        assertThatThrownBy(() -> key.answered(increment.returning(3))).isInstanceOf(AssertionError.class);
        key.setRisk(Risk.LOSS);
        key.unknown(increment);
        assertImpossible(3);
    }

    @Test
    void olderValue_isALoss_whereThereMayBeOne() {
        put(5);
        put(6);
        put(7);
        assertImpossible(5);
        key.setRisk(Risk.FAILURE);
        assertImpossible(5);
        key.setRisk(Risk.LOSS);
        assertImpossible(8);
    }

    @Test
    void losses_areCounted() {
        put(5);
        put(6);
        put(7);
        key.setRisk(Risk.LOSS);
        read(5);
        assertThat(key.takeLost()).isEqualTo(2);
        read(5);
        assertThat(key.takeLost()).isZero();
    }
}
