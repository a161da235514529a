/**
 * The one primitive that every method of a cache is made of: a condition and an action on one entry give an outcome.
 *
 * <p>{@link io.jcacheredis.internal.store.EntryStore} knows bytes only. It is the place to decorate: a decorator has
 * four methods, not the thirty of {@code javax.cache.Cache}.
 */
@NullMarked
package io.jcacheredis.internal.store;

import org.jspecify.annotations.NullMarked;
