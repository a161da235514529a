package io.jcacheredis.examples.property.cache;

import org.springframework.stereotype.Component;

/**
 * Purges by hand: each method removes entries for all instances, and returns how many there were. Where Redis can't be
 * reached that is 0, and the entries are removed before this instance reads them again.
 */
@Component
public final class PropertyInvalidation {

    private final PropertyCaches caches;

    /** Purges of these caches. */
    public PropertyInvalidation(PropertyCaches caches) {
        this.caches = caches;
    }

    /** Removes all that is cached of a property: itself, its score and its timeline. Three round trips. */
    public long property(String propertyId) {
        boolean detail =
                caches.details().remove(EntryKey.propertyDetail(propertyId).key());
        return count(detail) + propertyScore(propertyId) + timeline(propertyId);
    }

    /**
     * Removes the lists of a tenant, whatever their filters. It looks through the keys of the Redis database, so it costs
     * more the more there are; nobody is held up meanwhile.
     */
    public long propertyList(String tenantId) {
        return caches.lists().purge(EntryKey.propertyLists(tenantId).key());
    }

    /** Removes the score of a property. */
    public long propertyScore(String propertyId) {
        return count(caches.scores().remove(EntryKey.propertyScore(propertyId).key()));
    }

    /** Removes the timeline of a property. */
    public long timeline(String propertyId) {
        return count(caches.timelines().remove(EntryKey.timeline(propertyId).key()));
    }

    private static long count(boolean removed) {
        return removed ? 1 : 0;
    }
}
