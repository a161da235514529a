package io.jcacheredis;

import io.jcacheredis.invalidation.EventDrivenInvalidator;
import java.util.List;
import java.util.Set;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

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
    default long purge(String globPattern) {
        return purge(globPattern, PurgeOptions.DEFAULTS);
    }

    /**
     * The same in another way, for each cache that has keys which may match: its keys in smaller steps or slower, with somebody who is told how
     * far it has come, or only counted. See {@link RedisCache#purge(String, PurgeOptions)}.
     *
     * @return how many entries were removed, or would have been in a dry run
     * @throws javax.cache.CacheException if a cache could not be purged; the others were
     */
    long purge(String globPattern, PurgeOptions options);

    /**
     * Removes the entries of all open caches of this manager that were written with any of these tags: see {@link
     * RedisCache#purgeByTag(String...)}. At least one round trip for each cache, whether it has such entries or not.
     *
     * @return how many entries were removed
     * @throws IllegalArgumentException if no tag is given, or an empty one
     * @throws javax.cache.CacheException if a cache could not be purged; the others were
     */
    default long purgeByTag(String... tags) {
        return purgeByTag(Set.copyOf(List.of(tags)), PurgeOptions.DEFAULTS);
    }

    /**
     * The same in another way, for one cache after the other: in smaller steps or slower, with somebody who is told how far it has come, or
     * only counted. See {@link RedisCache#purgeByTag(Set, PurgeOptions)}.
     *
     * @return how many entries were removed, or would have been in a dry run
     * @throws IllegalArgumentException if no tag is given, or an empty one
     * @throws javax.cache.CacheException if a cache could not be purged; the others were
     */
    long purgeByTag(Set<String> tags, PurgeOptions options);

    /**
     * The caches that are open now, by the order of their names, for those who look after caches and don't know them. Unlike {@link #getCache}
     * this asks for none of them, so that a declared cache which is among them can still be created. Later caches are not added.
     */
    List<RedisCache<?, ?>> caches();

    /**
     * What is counted of the connections of this manager, without JMX. Always the same object, also when the manager is closed. Asks
     * Redis nothing.
     */
    RedisConnectionsMXBean connections();

    /**
     * What is counted of the domain events that {@link #invalidator} was given, without JMX. Always the same object, also when the manager is
     * closed. Asks Redis nothing.
     */
    RedisDomainEventsMXBean domainEvents();

    /**
     * Asks each server that has entries who it is, over the connections of the caches: one round trip each, one after another and each within
     * the time-out, so that an answer says that Redis can be used. The one server, the master behind the sentinels, or the masters of the cluster.
     *
     * @return at least one
     * @throws CacheUnavailableException if one can't be reached or is late; a {@link javax.cache.CacheException} if it refuses
     */
    List<RedisServer> servers();

    /**
     * Has an observer told of each call of the caches of this manager, of those that are there and of those that will be, in place of
     * the one before. Off at the start: then a call costs what it costs without. While somebody observes, calls do what they do while
     * statistics are enabled, with the round trips that this may take. Iterators are not observed, since nobody says when they end.
     *
     * @param observer null for nobody
     */
    void observe(@Nullable CallObserver observer);

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
