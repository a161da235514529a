/** Connections to Redis: addresses, deadlines, sharing, and what a failure means. */
@NullMarked
package io.jcacheredis.internal.connection;

import org.jspecify.annotations.NullMarked;
