package io.jcacheredis.internal.expiry;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiryTest {

    private static final Duration FIVE = new Duration(MINUTES, 5);
    private static final Finite FIVE_MINUTES = new Finite(300_000);

    static Stream<Arguments> standardPolicies() {
        return Stream.of(
                arguments(new EternalExpiryPolicy(), plan(Special.ETERNAL, Special.UNCHANGED, Special.UNCHANGED)),
                arguments(new CreatedExpiryPolicy(FIVE), plan(FIVE_MINUTES, Special.UNCHANGED, Special.UNCHANGED)),
                arguments(new ModifiedExpiryPolicy(FIVE), plan(FIVE_MINUTES, FIVE_MINUTES, Special.UNCHANGED)),
                arguments(new AccessedExpiryPolicy(FIVE), plan(FIVE_MINUTES, Special.UNCHANGED, FIVE_MINUTES)),
                arguments(new TouchedExpiryPolicy(FIVE), plan(FIVE_MINUTES, FIVE_MINUTES, FIVE_MINUTES)),
                arguments(new TouchedExpiryPolicy(Duration.ZERO), plan(Special.ZERO, Special.ZERO, Special.ZERO)));
    }

    @ParameterizedTest
    @MethodSource("standardPolicies")
    void plan_ofAStandardPolicy_isKnown(ExpiryPolicy policy, ExpiryPlan plan) {
        assertThat(new Expiry(policy).plan()).isEqualTo(plan);
    }

    @Test
    void plan_ofAnotherPolicy_isOpenAndThePolicyNotAsked() {
        CountingPolicy policy = new CountingPolicy(FIVE);
        Expiry expiry = new Expiry(policy);

        assertThat(expiry.plan()).isEqualTo(plan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED));
        assertThat(policy.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Slot.class)
    void ask_asksForThatSlotOnce(Slot slot) {
        CountingPolicy policy = new CountingPolicy(Duration.ETERNAL).answer(slot, FIVE);

        assertThat(new Expiry(policy).ask(slot)).isEqualTo(FIVE_MINUTES);
        assertThat(policy.calls()).isEqualTo(Map.of(slot, 1));
    }

    @ParameterizedTest
    @EnumSource(Slot.class)
    void ask_policyThatFails_meansTheDefault(Slot slot) {
        Expiry expiry = new Expiry(new CountingPolicy(FIVE).failing(slot));

        assertThat(expiry.ask(slot)).isEqualTo(slot == Slot.CREATION ? Special.ETERNAL : Special.UNCHANGED);
    }

    @ParameterizedTest
    @EnumSource(Slot.class)
    void ask_null_meansUnchangedOrOnCreationEternal(Slot slot) {
        Expiry expiry = new Expiry(new CountingPolicy(null));

        assertThat(expiry.ask(slot)).isEqualTo(slot == Slot.CREATION ? Special.ETERNAL : Special.UNCHANGED);
    }

    private static ExpiryPlan plan(TimeToLive creation, TimeToLive update, TimeToLive access) {
        return new ExpiryPlan(creation, update, access);
    }
}
