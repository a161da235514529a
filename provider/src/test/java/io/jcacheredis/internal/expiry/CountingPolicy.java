package io.jcacheredis.internal.expiry;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/** A policy of a user's own, with an answer for each of the three questions; it counts how often it was asked. */
final class CountingPolicy implements ExpiryPolicy {

    private final Map<Slot, Supplier<Duration>> answers = new EnumMap<>(Slot.class);
    private final Map<Slot, Integer> calls = new HashMap<>();

    CountingPolicy(Duration all) {
        for (Slot slot : Slot.values()) {
            answers.put(slot, () -> all);
        }
    }

    CountingPolicy answer(Slot slot, Duration answer) {
        answers.put(slot, () -> answer);
        return this;
    }

    CountingPolicy failing(Slot slot) {
        answers.put(slot, () -> {
            throw new IllegalStateException("a policy that fails on purpose");
        });
        return this;
    }

    /** How often it was asked since the last look; what it was not asked for does not occur. */
    Map<Slot, Integer> calls() {
        Map<Slot, Integer> taken = Map.copyOf(calls);
        calls.clear();
        return taken;
    }

    private Duration ask(Slot slot) {
        calls.merge(slot, 1, Integer::sum);
        return answers.get(slot).get();
    }

    @Override
    public Duration getExpiryForCreation() {
        return ask(Slot.CREATION);
    }

    @Override
    public Duration getExpiryForAccess() {
        return ask(Slot.ACCESS);
    }

    @Override
    public Duration getExpiryForUpdate() {
        return ask(Slot.UPDATE);
    }
}
