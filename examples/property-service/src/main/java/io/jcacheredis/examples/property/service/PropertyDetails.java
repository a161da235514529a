package io.jcacheredis.examples.property.service;

import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import io.jcacheredis.examples.property.domain.NotFoundException;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyData;
import io.jcacheredis.examples.property.events.DomainEvents;
import io.jcacheredis.examples.property.events.EventType;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.springframework.stereotype.Service;

/**
 * Properties one by one, cached by the annotations of JSR-107: the shortest way, and plain {@code javax.cache}.
 *
 * <p>A write removes its entry rather than replace it: two instances that write a property at the same time could put it
 * into the cache in another order than into the database. Only what is new can be put, as nobody else writes it.
 */
@Service
@CacheDefaults(cacheName = EntryKey.DETAIL)
public class PropertyDetails { // not final: the annotations work in a subclass that Spring makes

    private final PropertyDatabase database;
    private final DomainEvents events;

    /** The properties of a database. */
    public PropertyDetails(PropertyDatabase database, DomainEvents events) {
        this.database = database;
        this.events = events;
    }

    /**
     * The property, from the cache if it is there.
     *
     * @throws NotFoundException if there is none, which is not cached
     */
    @CacheResult
    public Property find(String id) {
        return database.findProperty(id).orElseThrow(() -> notFound(id));
    }

    /** Adds a new property, and has it cached at once. */
    @CachePut
    public void add(@CacheKey String id, @CacheValue Property property) {
        database.save(property);
        events.handle(EventType.PROPERTY_CREATED.of(id, property.tenantId()));
    }

    /**
     * Changes a property. When this returns the old one is not cached, unless a query that found it is still under way.
     *
     * @throws NotFoundException if there is none
     */
    @CacheRemove
    public Property update(@CacheKey String id, PropertyData data) {
        Property before = database.findProperty(id).orElseThrow(() -> notFound(id));
        Property after = before.with(data);
        database.save(after);
        EventType type =
                before.state() == after.state() ? EventType.PROPERTY_UPDATED : EventType.PROPERTY_STATE_CHANGED;
        events.handle(type.of(id, after.tenantId()));
        return after;
    }

    /** Removes a property with all that belongs to it. */
    @CacheRemove
    public void delete(@CacheKey String id, String tenantId) {
        database.delete(id);
        events.handle(EventType.PROPERTY_DELETED.of(id, tenantId));
    }

    private static NotFoundException notFound(String id) {
        return new NotFoundException("property", id);
    }
}
