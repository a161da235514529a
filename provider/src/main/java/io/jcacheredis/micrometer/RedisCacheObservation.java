package io.jcacheredis.micrometer;

import io.jcacheredis.CallObserver;
import io.jcacheredis.CallOutcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of each call of a cache, of which Micrometer's handlers make spans and timers:
 *
 * <pre>{@code
 * manager.unwrap(RedisCacheManager.class).observe(RedisCacheObservation.of(registry));
 * }</pre>
 *
 * <p>It is the current observation of the calling thread while the call lasts, so that what a loader or writer does is within it; asynchronous
 * calls are within what was current where they were asked for. Its name and keys are those of {@link RedisCacheObservationConvention}.
 */
public final class RedisCacheObservation implements CallObserver {

    private static final RedisCacheObservationConvention DEFAULT = new RedisCacheObservationConvention() {};

    private final ObservationRegistry registry;
    private final @Nullable RedisCacheObservationConvention convention;
    private final UnaryOperator<Runnable> carrier;

    private RedisCacheObservation(
            ObservationRegistry registry,
            @Nullable RedisCacheObservationConvention convention,
            UnaryOperator<Runnable> carrier) {
        this.registry = registry;
        this.convention = convention;
        this.carrier = carrier;
    }

    /** Observations in that registry, by its {@link ObservationConvention} for them if it has one. */
    public static RedisCacheObservation of(ObservationRegistry registry) {
        return new RedisCacheObservation(registry, null, UnaryOperator.identity());
    }

    /** Observations in that registry, by that convention. */
    public static RedisCacheObservation of(ObservationRegistry registry, RedisCacheObservationConvention convention) {
        return new RedisCacheObservation(registry, convention, UnaryOperator.identity());
    }

    /**
     * The same, with what other threads do for a call carried by that too. The observation that is current where they were asked is carried
     * anyhow; a span that no observation made, by OpenTelemetry's own API say, is not:
     *
     * <pre>{@code
     * RedisCacheObservation.of(registry).carrying(task -> Context.current().wrap(task))
     * }</pre>
     *
     * @param carrier called by the calling thread, once for each task
     */
    public RedisCacheObservation carrying(UnaryOperator<Runnable> carrier) {
        return new RedisCacheObservation(registry, convention, carrier);
    }

    @Override
    public Observed begins(String cacheName, String operation) {
        RedisCacheCallContext context = new RedisCacheCallContext(cacheName, operation);
        Observation observation = Observation.createNotStarted(convention, DEFAULT, () -> context, registry)
                .start();
        Observation.Scope scope = observation.openScope();
        return outcome -> {
            scope.close();
            end(observation, context, outcome);
        };
    }

    private static void end(Observation observation, RedisCacheCallContext context, CallOutcome outcome) {
        context.ends(outcome);
        Throwable failure = outcome.failure();
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }

    @Override
    public Runnable carried(Runnable task) {
        Observation parent = registry.getCurrentObservation();
        return carrier.apply(parent == null ? task : () -> within(parent, task));
    }

    /** What the task throws is no error of the parent, which may have ended. */
    private static void within(Observation parent, Runnable task) {
        Observation.Scope scope = parent.openScope();
        try {
            task.run();
        } finally {
            scope.close();
        }
    }
}
