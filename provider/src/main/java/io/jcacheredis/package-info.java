/**
 * A JCache (JSR-107) provider on Redis and Valkey.
 *
 * <p>Programs use {@code javax.cache}; the types here are what {@code unwrap} gives, for what the specification has no
 * method for.
 */
@NullMarked
package io.jcacheredis;

import org.jspecify.annotations.NullMarked;
