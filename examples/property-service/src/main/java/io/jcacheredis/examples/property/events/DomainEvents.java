package io.jcacheredis.examples.property.events;

import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import org.springframework.stereotype.Component;

/**
 * Where events arrive that somebody waits for: those of this service after its writes, and those that other programs send by HTTP. What
 * they tell by Redis, the provider takes itself. One instance handles an event for all, as the caches are shared. In a program with
 * transactions, events are for after the commit.
 */
@Component
public final class DomainEvents {

    private final EventDrivenInvalidator invalidator;

    /** Events for the strategies of an invalidator. */
    public DomainEvents(EventDrivenInvalidator invalidator) {
        this.invalidator = invalidator;
    }

    /** Returns when all that the event makes stale is gone; what failed is in the result and in the log. */
    public InvalidationResult handle(InvalidationEvent event) {
        return invalidator.handle(event);
    }
}
