package io.jcacheredis.micrometer;

import io.jcacheredis.CallOutcome;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** A call of a cache that is observed, for predicates, filters and handlers of observations. The key of an entry is no part of it. */
public final class RedisCacheCallContext extends Observation.Context {

    private final String cacheName;
    private final String operation;
    private @Nullable CallOutcome outcome;

    RedisCacheCallContext(String cacheName, String operation) {
        this.cacheName = cacheName;
        this.operation = operation;
    }

    /** The name of the cache. */
    public String cacheName() {
        return cacheName;
    }

    /** The name of the method. */
    public String operation() {
        return operation;
    }

    /** What came of it, or null as long as it lasts. */
    public @Nullable CallOutcome outcome() {
        return outcome;
    }

    void ends(CallOutcome by) {
        outcome = by;
    }
}
