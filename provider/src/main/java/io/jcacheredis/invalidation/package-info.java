/**
 * What domain events remove from caches.
 *
 * <p>A program tells the {@link io.jcacheredis.invalidation.EventDrivenInvalidator} of a manager what has happened, an
 * {@link io.jcacheredis.invalidation.InvalidationEvent}; each {@link io.jcacheredis.invalidation.InvalidationStrategy} says
 * what that makes stale. {@link io.jcacheredis.invalidation.PurgeStrategy} is the one that needs no code, and what
 * configurations have. Other programs tell of events by a channel or a stream of Redis, if the configuration names one;
 * {@link io.jcacheredis.invalidation.InvalidatingListener} makes events of what happens to a cache.
 */
@NullMarked
package io.jcacheredis.invalidation;

import org.jspecify.annotations.NullMarked;
