/** What Redis tells of changes, for near caches. */
@NullMarked
package io.jcacheredis.internal.near.redis;

import org.jspecify.annotations.NullMarked;
