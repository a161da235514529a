package io.jcacheredis;

import javax.cache.management.CacheStatisticsMXBean;

/**
 * What is counted of a cache in this JVM: the statistics of JSR-107, with what only a cache in Redis has. {@link RedisCache#statistics}
 * gives it, and JMX shows it under the name that JSR-107 prescribes while statistics are enabled.
 *
 * <p>Hits, misses, puts, removals and loads with their times are counted while statistics are enabled, and stay as they are
 * while they are not. All else is counted always, as the methods say. To read anything here asks Redis nothing.
 */
public interface RedisCacheStatisticsMXBean extends CacheStatisticsMXBean {

    /**
     * How often a loader, or a function of {@link RedisCache#getOrLoad}, was called, whatever came of it: once for each call, also
     * if that is for many keys.
     */
    long getCacheLoads();

    /** How many of these calls ended with an exception. */
    long getCacheLoadFailures();

    /** How long these calls took together, in microseconds. */
    long getCacheLoadTime();

    /** The mean time of such a call, in microseconds; 0 if there was none. */
    float getAverageLoadTime();

    /**
     * How many entries were found that could not be decoded since the cache was opened or this was cleared. They are counted also while statistics
     * are not enabled, when there is no MXBean that shows them, and are misses where the cache degrades.
     */
    long getCacheUnreadableEntries();

    /**
     * How many entries were asked for, or changes made, that a cache which {@linkplain OnFailure#DEGRADE degrades} answered
     * as an empty one would, as Redis failed. Counted since it was opened, also while statistics are not enabled.
     */
    long getCacheDegradedCalls();

    /**
     * How many entries this JVM has changed while Redis could not be told, and will remove when it can; -1 if all entries.
     */
    long getCacheOwedEntries();

    /** How many of the hits were found in this JVM, by its {@linkplain NearCache near cache}. */
    long getCacheNearHits();

    /** How many entries the near cache keeps, about; 0 if the cache has none. */
    long getCacheNearEntries();

    /**
     * Of how many changes of other JVMs, and of how many entries that expired in Redis, listeners heard or will hear, since the cache was
     * opened or this was cleared. 0 unless the cache's events are to be heard elsewhere: see {@link EventDelivery}. Counted also while statistics are not
     * enabled.
     */
    long getCacheRemoteEvents();

    /**
     * How many such events are known to have been missed by listeners here: as these were too slow, as the events were in a form
     * that this version can't read, or as Redis had them no more. What was lost with a connection is not known.
     */
    long getCacheMissedEvents();
}
