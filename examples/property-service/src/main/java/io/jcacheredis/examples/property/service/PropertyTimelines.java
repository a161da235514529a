package io.jcacheredis.examples.property.service;

import io.jcacheredis.RedisCache;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.cache.PropertyCaches;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.Timeline;
import io.jcacheredis.examples.property.domain.TimelineEntry;
import io.jcacheredis.examples.property.events.DomainEvents;
import io.jcacheredis.examples.property.events.EventType;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Timelines: read <em>cache-aside</em>, and removed by the event of each write. */
@Service
public final class PropertyTimelines {

    private final RedisCache<String, Timeline> cache;
    private final PropertyDatabase database;
    private final DomainEvents events;
    private final Clock clock;

    /** The timelines of a database. */
    public PropertyTimelines(PropertyCaches caches, PropertyDatabase database, DomainEvents events, Clock clock) {
        this.cache = caches.timelines();
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** The timeline of a property; an empty one is cached, too. */
    public Timeline find(String propertyId) {
        String key = EntryKey.timeline(propertyId).key();
        return Objects.requireNonNull(cache.getOrLoad(key, database::findTimeline));
    }

    /** Writes into the timeline of a property, and tells. */
    public TimelineEntry add(Property property, TimelineEntry.Kind kind, String text) {
        TimelineEntry entry = new TimelineEntry(kind, text, clock.instant());
        database.add(property.id(), entry);
        events.handle(typeOf(kind).of(property.id(), property.tenantId()));
        return entry;
    }

    private static EventType typeOf(TimelineEntry.Kind kind) {
        return switch (kind) {
            case COMMENT -> EventType.TIMELINE_COMMENT_ADDED;
            case NOTE -> EventType.TIMELINE_NOTE_ADDED;
            case EVENT -> EventType.TIMELINE_EVENT_ADDED;
        };
    }
}
