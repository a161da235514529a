package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import java.util.List;
import javax.cache.event.EventType;

/**
 * All that one call of a method of a cache let its surroundings see.
 *
 * @param returned what it returned, or null if it threw
 * @param thrown the class of what it threw, or null
 * @param value the value afterwards, or null if there is no entry
 * @param millisToLive the time to live afterwards, {@link Long#MAX_VALUE} for an eternal entry, 0 if there is none
 * @param policyCalls which methods of the expiry policy were called
 * @param statistics what was counted
 */
record Observation(
        Object returned,
        Class<?> thrown,
        String value,
        long millisToLive,
        List<Slot> policyCalls,
        List<Event> events,
        List<Write> writes,
        Counts statistics) {

    /**
     * An event.
     *
     * @param oldValue null also if it was not available
     * @param stored the value that the cache had when the listener was called
     */
    record Event(EventType type, String value, String oldValue, boolean oldValueAvailable, String stored) {}

    /**
     * A call of the writer.
     *
     * @param value what was to be written, or null for a deletion
     * @param stored the value that the cache had when the writer was called
     */
    record Write(String value, String stored) {}

    record Counts(long hits, long misses, long puts, long removals) {

        static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
