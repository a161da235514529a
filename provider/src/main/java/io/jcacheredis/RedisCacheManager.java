package io.jcacheredis;

import javax.cache.CacheManager;

/**
 * A manager of caches in one Redis. What {@code manager.unwrap(RedisCacheManager.class)} gives. All methods may be called
 * by any thread.
 *
 * <p>Creating a manager or a cache does not need a running Redis; their use does. {@link #close} keeps the entries in
 * Redis, {@link #destroyCache} deletes those of a cache for every JVM.
 */
public interface RedisCacheManager extends CacheManager {

    /** What all Redis keys of this manager's caches begin with, {@code jcache:} unless it is set. */
    String keyPrefix();
}
