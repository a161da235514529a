package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * An expiry policy and what it answers for each slot.
 *
 * @param asked whether the calls of the policy can be seen: not those of the five constant ones, which are final
 */
record PolicyCase(
        String name, boolean asked, Map<Slot, Answer> answers, Function<Consumer<Slot>, ExpiryPolicy> policy) {

    /** What a policy says: a duration, null, or an exception. */
    sealed interface Answer {
        record Time(Duration duration) implements Answer {}

        enum Other implements Answer {
            UNCHANGED,
            THROWS
        }
    }

    private static final Duration TEN_MINUTES = new Duration(TimeUnit.SECONDS, 600);

    /** Each slot has its own, so that an answer for the wrong slot shows. */
    private static final Map<Slot, Duration> FINITE = Map.of(
            Slot.CREATION, new Duration(TimeUnit.SECONDS, 1000),
            Slot.UPDATE, new Duration(TimeUnit.SECONDS, 2000),
            Slot.ACCESS, new Duration(TimeUnit.SECONDS, 3000));

    static List<PolicyCase> all() {
        List<PolicyCase> cases = new ArrayList<>();
        cases.add(custom("null", slot -> Answer.Other.UNCHANGED));
        cases.add(custom("throws", slot -> Answer.Other.THROWS));
        cases.add(custom("zero", slot -> new Answer.Time(Duration.ZERO)));
        cases.add(custom("eternal", slot -> new Answer.Time(Duration.ETERNAL)));
        cases.add(custom("finite", slot -> new Answer.Time(FINITE.get(slot))));
        cases.add(constant("constant eternal", new EternalExpiryPolicy()));
        for (Duration duration : List.of(TEN_MINUTES, Duration.ZERO)) {
            String suffix = duration.isZero() ? " zero" : " 600s";
            cases.add(constant("constant created" + suffix, new CreatedExpiryPolicy(duration)));
            cases.add(constant("constant modified" + suffix, new ModifiedExpiryPolicy(duration)));
            cases.add(constant("constant accessed" + suffix, new AccessedExpiryPolicy(duration)));
            cases.add(constant("constant touched" + suffix, new TouchedExpiryPolicy(duration)));
        }
        return cases;
    }

    private static PolicyCase custom(String name, Function<Slot, Answer> answer) {
        Map<Slot, Answer> answers = new EnumMap<>(Slot.class);
        for (Slot slot : Slot.values()) {
            answers.put(slot, answer.apply(slot));
        }
        return new PolicyCase("custom " + name, true, answers, calls -> new Custom(answers, calls));
    }

    private static PolicyCase constant(String name, ExpiryPolicy policy) {
        Map<Slot, Answer> answers = new EnumMap<>(Slot.class);
        answers.put(Slot.CREATION, answer(policy.getExpiryForCreation()));
        answers.put(Slot.UPDATE, answer(policy.getExpiryForUpdate()));
        answers.put(Slot.ACCESS, answer(policy.getExpiryForAccess()));
        return new PolicyCase(name, false, answers, calls -> policy);
    }

    private static Answer answer(Duration duration) {
        return duration == null ? Answer.Other.UNCHANGED : new Answer.Time(duration);
    }

    private record Custom(Map<Slot, Answer> answers, Consumer<Slot> calls) implements ExpiryPolicy {

        private Duration answer(Slot slot) {
            calls.accept(slot);
            if (answers.get(slot) instanceof Answer.Time time) {
                return time.duration();
            }
            if (answers.get(slot) == Answer.Other.THROWS) {
                throw new UnsupportedOperationException("a policy that fails on purpose");
            }
            return null;
        }

        @Override
        public Duration getExpiryForCreation() {
            return answer(Slot.CREATION);
        }

        @Override
        public Duration getExpiryForAccess() {
            return answer(Slot.ACCESS);
        }

        @Override
        public Duration getExpiryForUpdate() {
            return answer(Slot.UPDATE);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
