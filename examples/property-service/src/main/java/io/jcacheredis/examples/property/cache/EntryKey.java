package io.jcacheredis.examples.property.cache;

import io.jcacheredis.examples.property.domain.Identifier;
import io.jcacheredis.examples.property.domain.PropertyFilter;

/**
 * Where something is cached: the name of the cache, and the key in it. With the prefix of the configuration before it, its
 * text is the key in Redis: {@code realestate:property:detail:prop-123}.
 */
public record EntryKey(String cache, String key) {

    /** The cache of properties, by their identifiers. */
    public static final String DETAIL = "property:detail";

    /** The cache of scores, by the identifiers of properties. */
    public static final String SCORE = "property:score";

    /** The cache of timelines, by the identifiers of properties. */
    public static final String TIMELINE = "property:timeline";

    /** The cache of lists, by tenants and filters. */
    public static final String LIST = "properties:list";

    /** Where a property is: {@code property:detail:prop-123}. */
    public static EntryKey propertyDetail(String propertyId) {
        return new EntryKey(DETAIL, Identifier.require(propertyId));
    }

    /** Where the score of a property is: {@code property:score:prop-123}. */
    public static EntryKey propertyScore(String propertyId) {
        return new EntryKey(SCORE, Identifier.require(propertyId));
    }

    /** Where the timeline of a property is: {@code property:timeline:prop-123}. */
    public static EntryKey timeline(String propertyId) {
        return new EntryKey(TIMELINE, Identifier.require(propertyId));
    }

    /** Where a list is: {@code properties:list:tenant-456:abc123def456}, with the hash of the filter at its end. */
    public static EntryKey propertyList(String tenantId, PropertyFilter filter) {
        return new EntryKey(LIST, Identifier.require(tenantId) + ":" + filter.hash());
    }

    /** The pattern of all lists of a tenant: {@code properties:list:tenant-456:*}. */
    public static EntryKey propertyLists(String tenantId) {
        return new EntryKey(LIST, Identifier.require(tenantId) + ":*");
    }

    /** The key in Redis without the prefix. */
    @Override
    public String toString() {
        return cache + ":" + key;
    }
}
