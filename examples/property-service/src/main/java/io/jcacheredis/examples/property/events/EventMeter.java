package io.jcacheredis.examples.property.events;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts the events that this instance handles, wherever they come from, as a strategy is asked about each. It removes nothing. */
@Component
final class EventMeter implements InvalidationStrategy {

    private static final Set<String> KNOWN =
            Arrays.stream(EventType.values()).map(EventType::text).collect(Collectors.toUnmodifiableSet());

    private final MeterRegistry meters;

    EventMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public boolean shouldInvalidate(InvalidationEvent event) {
        // Types come from outside: as many meters as somebody thinks up would fill the memory.
        String type = KNOWN.contains(event.type()) ? event.type() : "other";
        meters.counter("domain.events", "type", type).increment();
        return false;
    }

    @Override
    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
        return 0;
    }
}
