package io.jcacheredis;

import javax.cache.event.CacheEntryListener;

/**
 * What a {@link CacheEntryListener} of a cache implements as well to be told when it may have missed events of other JVMs: one that mirrors
 * a cache reads it anew then. A cache whose {@link EventDelivery} is local never tells.
 */
public interface MissedEventsListener {

    /**
     * Called in the place of the events that are missing: those before have been delivered, and those after come after it. By
     * a thread of the provider; what it throws is logged.
     *
     * @param cache the cache, as an event's source is
     * @param atLeast how many events are known to be missed; 0 if it isn't known whether any were, as after a connection was lost
     */
    void onEventsMissed(RedisCache<?, ?> cache, long atLeast);
}
