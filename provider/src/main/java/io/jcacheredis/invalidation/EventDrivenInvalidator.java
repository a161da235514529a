package io.jcacheredis.invalidation;

/**
 * Has the entries removed that events make stale, by asking {@link InvalidationStrategy strategies}. A manager has one,
 * {@link io.jcacheredis.RedisCacheManager#invalidator}, which everybody in this JVM shares who uses that manager.
 *
 * <p>All methods may be called by any thread, and by strategies too. What is null is a {@link NullPointerException}. Once
 * the manager is closed, each is an {@link IllegalStateException}.
 */
public interface EventDrivenInvalidator {

    /**
     * Has a strategy asked for each event that is handled from now on, after those that are there.
     *
     * @return whether it is new; false if one that is equal to it is there already, which stays
     */
    boolean add(InvalidationStrategy strategy);

    /**
     * Has a strategy no longer asked. One that is handling an event goes on with that.
     *
     * @return whether it was there, or one that is equal to it
     */
    boolean remove(InvalidationStrategy strategy);

    /**
     * Asks all strategies, one after the other in this thread, and returns when all that they remove is removed. Those that
     * are added meanwhile are not asked.
     *
     * <p>Purges make no events and call no writers, so an event can't lead to itself. A strategy that puts or removes
     * entries of a cache that has an {@link InvalidatingListener} can make it so, and must see to it that this ends.
     *
     * <p>A strategy that throws an exception does not keep the others from being asked. The failure is logged, the first of
     * each strategy as a warning and later ones at debug level, and is in the result. An {@link Error} is thrown on, but
     * only after the others were asked: what they would remove is stale all the same.
     *
     * @return what came of it; not all is removed if it has failures
     */
    InvalidationResult handle(InvalidationEvent event);

    /**
     * Begins to take events from the channel and the stream that the configuration names, by threads of the provider. It waits for
     * nothing; where Redis is away, they are listened to when it is back. Without effect if that has begun already, or if the
     * configuration names none.
     *
     * <p>A program calls it that adds strategies or creates caches, and has {@code jcache.redis.domain-events.listen: when-told}:
     * otherwise the manager listens as soon as its declared caches are there, and an event that comes before the others are is
     * handled without them.
     */
    void listen();
}
