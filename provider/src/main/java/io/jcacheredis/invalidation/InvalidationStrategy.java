package io.jcacheredis.invalidation;

import io.jcacheredis.RedisCacheManager;

/**
 * What to remove from caches when something has happened. {@link PurgeStrategy} is one that is made of data; a program
 * writes its own where it must look something up.
 *
 * <p>A strategy is given to {@link EventDrivenInvalidator#add}, or named in a file {@code
 * META-INF/services/io.jcacheredis.invalidation.InvalidationStrategy} that the class loader of the manager finds, if it is
 * public and has a public constructor without arguments. Several threads may call it at the same time. No lock of the
 * provider is held then, so it may use any cache and wait for any thread. What it throws is reported and does not keep
 * other strategies from being asked.
 */
public interface InvalidationStrategy {

    /** Whether such an event is for this strategy. Asked for each event, so it should be quick. */
    boolean shouldInvalidate(InvalidationEvent event);

    /**
     * Removes what the event makes stale.
     *
     * @param event one for which {@link #shouldInvalidate} has said so
     * @param caches the manager whose invalidator was told of the event
     * @return how many entries were removed
     */
    long invalidate(InvalidationEvent event, RedisCacheManager caches);
}
