package io.jcacheredis;

import javax.cache.management.CacheStatisticsMXBean;

/** The statistics of a cache, with what only a cache in Redis has. Shown under the name that JSR-107 gives. */
public interface RedisCacheStatisticsMXBean extends CacheStatisticsMXBean {

    /**
     * How many entries were found that could not be decoded since the cache was opened or this was cleared. They are counted also while statistics
     * are not enabled, when there is no MXBean that shows them, and are misses where the cache degrades.
     */
    long getCacheUnreadableEntries();
}
