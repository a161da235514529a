package io.jcacheredis.examples.property.events;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.examples.property.cache.PropertyInvalidation;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.Set;
import org.springframework.stereotype.Component;

/** When something is written into a timeline: removes the timeline. */
@Component
public final class TimelineUpdateStrategy implements InvalidationStrategy {

    private static final Set<String> TYPES = EventType.texts(
            EventType.TIMELINE_COMMENT_ADDED, EventType.TIMELINE_NOTE_ADDED, EventType.TIMELINE_EVENT_ADDED);

    private final PropertyInvalidation invalidation;

    /** A strategy that removes by these purges. */
    public TimelineUpdateStrategy(PropertyInvalidation invalidation) {
        this.invalidation = invalidation;
    }

    @Override
    public boolean shouldInvalidate(InvalidationEvent event) {
        return TYPES.contains(event.type());
    }

    @Override
    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
        return event.attribute(EventType.PROPERTY_ID)
                .map(invalidation::timeline)
                .orElse(0L);
    }
}
