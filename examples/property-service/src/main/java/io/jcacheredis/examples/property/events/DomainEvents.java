package io.jcacheredis.examples.property.events;

import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Where events arrive: those of this service after its writes, and those that other programs send. One instance handles an
 * event for all, as the caches are shared. In a program with transactions, events are for after the commit.
 */
@Component
public final class DomainEvents {

    private static final Set<String> KNOWN =
            Arrays.stream(EventType.values()).map(EventType::text).collect(Collectors.toUnmodifiableSet());

    private final EventDrivenInvalidator invalidator;
    private final MeterRegistry meters;

    /** Events for the strategies of an invalidator. */
    public DomainEvents(EventDrivenInvalidator invalidator, MeterRegistry meters) {
        this.invalidator = invalidator;
        this.meters = meters;
    }

    /** Returns when all that the event makes stale is gone; what failed is in the result and in the log. */
    public InvalidationResult handle(InvalidationEvent event) {
        // Types come from outside: as many meters as somebody thinks up would fill the memory.
        String type = KNOWN.contains(event.type()) ? event.type() : "other";
        meters.counter("domain.events", "type", type).increment();
        return invalidator.handle(event);
    }
}
