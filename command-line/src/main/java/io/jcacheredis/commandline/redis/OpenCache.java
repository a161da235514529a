package io.jcacheredis.commandline.redis;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.RedisCache;
import java.util.concurrent.TimeoutException;

/** A cache that was opened by the provider, with keys and values as they lie in Redis. */
public final class OpenCache {

    private final CacheFacts facts;
    private final RedisCache<String, byte[]> cache;
    private final String address;

    OpenCache(CacheFacts facts, RedisCache<String, byte[]> cache, String address) {
        this.facts = facts;
        this.cache = cache;
        this.address = address;
    }

    /** What is known of it. */
    public CacheFacts facts() {
        return facts;
    }

    /** The cache. One that degrades acts as an empty one while Redis fails, so ask {@link #requireAnswered} afterwards. */
    public RedisCache<String, byte[]> cache() {
        return cache;
    }

    /**
     * Goes on if Redis has answered all that was asked so far.
     *
     * @throws CacheUnavailableException if not, so that what the cache said counts for nothing
     */
    public void requireAnswered() {
        if (cache.statistics().getCacheDegradedCalls() > 0) {
            throw new CacheUnavailableException(
                    "cache '" + facts.name() + "': Redis at " + address
                            + " failed meanwhile, so that not all of it was done. Do it again when Redis is back",
                    new TimeoutException("degraded"),
                    Reason.UNREACHABLE,
                    true);
        }
    }
}
