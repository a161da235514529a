package io.jcacheredis.examples.property.events;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.examples.property.cache.PropertyInvalidation;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.Set;
import org.springframework.stereotype.Component;

/** When a property is scored by another program: removes its score. */
@Component
public final class ScoreUpdateStrategy implements InvalidationStrategy {

    private static final Set<String> TYPES = EventType.texts(EventType.SCORE_CALCULATED, EventType.SCORE_UPDATED);

    private final PropertyInvalidation invalidation;

    /** A strategy that removes by these purges. */
    public ScoreUpdateStrategy(PropertyInvalidation invalidation) {
        this.invalidation = invalidation;
    }

    @Override
    public boolean shouldInvalidate(InvalidationEvent event) {
        return TYPES.contains(event.type());
    }

    @Override
    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
        return event.attribute(EventType.PROPERTY_ID)
                .map(invalidation::propertyScore)
                .orElse(0L);
    }
}
