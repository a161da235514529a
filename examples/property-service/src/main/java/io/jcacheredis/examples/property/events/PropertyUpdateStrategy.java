package io.jcacheredis.examples.property.events;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.examples.property.cache.PropertyInvalidation;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.Set;
import org.springframework.stereotype.Component;

/** When a property is created, changed or deleted: removes all of it, and its tenant's lists. What the event does not name stays. */
@Component
public final class PropertyUpdateStrategy implements InvalidationStrategy {

    private static final Set<String> TYPES = EventType.texts(
            EventType.PROPERTY_CREATED,
            EventType.PROPERTY_UPDATED,
            EventType.PROPERTY_DELETED,
            EventType.PROPERTY_STATE_CHANGED);

    private final PropertyInvalidation invalidation;

    /** A strategy that removes by these purges. */
    public PropertyUpdateStrategy(PropertyInvalidation invalidation) {
        this.invalidation = invalidation;
    }

    @Override
    public boolean shouldInvalidate(InvalidationEvent event) {
        return TYPES.contains(event.type());
    }

    @Override
    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
        long ofProperty = event.attribute(EventType.PROPERTY_ID)
                .map(invalidation::property)
                .orElse(0L);
        long lists = event.attribute(EventType.TENANT_ID)
                .map(invalidation::propertyList)
                .orElse(0L);
        return ofProperty + lists;
    }
}
