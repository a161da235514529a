package io.jcacheredis;

import javax.cache.management.CacheStatisticsMXBean;

/** The statistics of a cache, with what only a cache in Redis has. Shown under the name that JSR-107 gives. */
public interface RedisCacheStatisticsMXBean extends CacheStatisticsMXBean {

    /**
     * How many entries were found that could not be decoded, whether or not statistics are enabled. They are counted as misses
     * where the cache degrades.
     */
    long getCacheUnreadableEntries();
}
