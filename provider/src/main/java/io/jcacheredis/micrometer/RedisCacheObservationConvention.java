package io.jcacheredis.micrometer;

import io.jcacheredis.CallOutcome;
import io.jcacheredis.CallOutcome.Result;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.util.Locale;

/**
 * How observations of calls are named, and which keys they have: {@code cache.operation}, with those that OpenTelemetry has for calls of
 * databases, {@code db.system.name} and {@code db.operation.name}, and {@code cache.name}, {@code cache.outcome}, {@code cache.tier}.
 * Their values are few for each cache. {@code cache.hits} and {@code cache.misses}, which are numbers, are for spans only. An
 * implementation changes what it overrides.
 */
public interface RedisCacheObservationConvention extends ObservationConvention<RedisCacheCallContext> {

    /** The value of a key that is not known while the call lasts. */
    String UNKNOWN = "unknown";

    @Override
    default String getName() {
        return "cache.operation";
    }

    /** The name of spans: the method and the cache. */
    @Override
    default String getContextualName(RedisCacheCallContext context) {
        return context.operation() + " " + context.cacheName();
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(RedisCacheCallContext context) {
        CallOutcome outcome = context.outcome();
        return KeyValues.of(
                "db.system.name",
                "redis",
                "db.operation.name",
                context.operation(),
                "cache.name",
                context.cacheName(),
                "cache.outcome",
                outcome == null ? UNKNOWN : outcome.result().name().toLowerCase(Locale.ROOT),
                "cache.tier",
                outcome == null ? UNKNOWN : tier(outcome));
    }

    /** Where the answer came from, if there was one. */
    private static String tier(CallOutcome outcome) {
        if (outcome.remote()) {
            return "remote";
        }
        boolean answered = outcome.result() != Result.DEGRADED && outcome.result() != Result.ERROR;
        return answered ? "near" : "none";
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(RedisCacheCallContext context) {
        CallOutcome outcome = context.outcome();
        return outcome == null
                ? KeyValues.empty()
                : KeyValues.of(
                        "cache.hits", Long.toString(outcome.hits()), "cache.misses", Long.toString(outcome.misses()));
    }

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof RedisCacheCallContext;
    }
}
