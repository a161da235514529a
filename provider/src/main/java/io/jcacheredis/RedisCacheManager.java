package io.jcacheredis;

import io.jcacheredis.invalidation.EventDrivenInvalidator;
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

    /**
     * Removes entries of all open caches of this manager whose cache and key match a glob pattern together, joined by a colon:
     * {@code property:*:prop-123} means the entry {@code prop-123} of the cache {@code property:detail} and what else matches.
     * See {@link RedisCache#purge(String)}: without events and without writers, and a walk over the keyspace for each cache
     * that has keys which may match. Entries of caches that this manager does not have stay, and so does what is not of a
     * cache, whatever the pattern.
     *
     * @return how many entries were removed
     * @throws javax.cache.CacheException if a cache could not be purged; the others were
     */
    long purge(String globPattern);

    /**
     * Removes the entries of all open caches of this manager that were written with any of these tags: see {@link
     * RedisCache#purgeByTag}. At least one round trip for each cache, whether it has such entries or not.
     *
     * @return how many entries were removed
     * @throws IllegalArgumentException if no tag is given, or an empty one
     * @throws javax.cache.CacheException if a cache could not be purged; the others were
     */
    long purgeByTag(String... tags);

    /**
     * Who removes from the caches of this manager what domain events make stale: one for all who use this manager. From the
     * start it has the strategies that the configuration says under {@code jcache.redis.invalidation}, then each {@link
     * io.jcacheredis.invalidation.InvalidationStrategy} that a {@link java.util.ServiceLoader} finds with this manager's
     * class loader; programs add theirs.
     *
     * <p>Services are looked for at the first call. One that can't be made is logged by name and left out. Threads that
     * come first at the same time may each have them made, and the invalidator has those of one thread.
     *
     * @throws IllegalStateException if this manager is closed
     */
    EventDrivenInvalidator invalidator();
}
