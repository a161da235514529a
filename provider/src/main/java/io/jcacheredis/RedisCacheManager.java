package io.jcacheredis;

import javax.cache.CacheManager;

/**
 * A manager of caches in one Redis. What {@code manager.unwrap(RedisCacheManager.class)} gives. All methods may be called
 * by any thread.
 *
 * <p>{@link #createCache} takes what its configuration leaves at a default of {@code MutableConfiguration} from the settings
 * for the cache's name. That a program means such a default, an explicit {@code EternalExpiryPolicy} say, can't be told. A
 * cache that the settings declare is there from the start; as long as nobody had it by {@link #getCache}, it can be created
 * once all the same, and then has both configurations.
 *
 * <p>Creating a manager or a cache does not need a running Redis; their use does. {@link #close} keeps the entries in
 * Redis, {@link #destroyCache} deletes those of a cache for every JVM.
 */
public interface RedisCacheManager extends CacheManager {

    /** What all Redis keys of this manager's caches begin with, {@code jcache:} unless it is set. */
    String keyPrefix();
}
