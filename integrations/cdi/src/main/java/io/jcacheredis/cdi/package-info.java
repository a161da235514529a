/**
 * The annotations of JCache (JSR-107) in Jakarta CDI, with any JCache provider.
 *
 * <p>Programs use {@code javax.cache.annotation}; the types here are for what it has no word for: caches that are
 * injected, one load per key, and the keys that are made of a method's parameters.
 */
@NullMarked
package io.jcacheredis.cdi;

import org.jspecify.annotations.NullMarked;
