package io.jcacheredis.examples.property.service;

import io.jcacheredis.RedisCache;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.cache.PropertyCaches;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import io.jcacheredis.examples.property.domain.PropertyFilter;
import io.jcacheredis.examples.property.domain.PropertyList;
import java.util.Objects;
import org.springframework.stereotype.Service;

/**
 * The lists of tenants, <em>cache-aside</em> by {@link RedisCache#getOrLoad}: one instance asks the database for a list at a
 * time, however many clients wait for it, and what it got is not cached if the list was purged meanwhile.
 */
@Service
public final class PropertyLists {

    private final RedisCache<String, PropertyList> cache;
    private final PropertyDatabase database;

    /** The lists of a database. */
    public PropertyLists(PropertyCaches caches, PropertyDatabase database) {
        this.cache = caches.lists();
        this.database = database;
    }

    /** The tenant's properties that the filter lets through. The tenant is part of the key, so nobody gets another's list. */
    public PropertyList find(String tenantId, PropertyFilter filter) {
        String key = EntryKey.propertyList(tenantId, filter).key();
        return Objects.requireNonNull(cache.getOrLoad(key, any -> database.findProperties(tenantId, filter)));
    }
}
