/** The store on Redis: key layout, commands, scripts, scanning. */
@NullMarked
package io.jcacheredis.internal.store.redis;

import org.jspecify.annotations.NullMarked;
