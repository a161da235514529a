/**
 * Connections to Redis: addresses, deadlines, sharing, and what a failure means. Here are those to one server; the packages below
 * make of them connections to a cluster, or to the master that sentinels name.
 */
@NullMarked
package io.jcacheredis.internal.connection;

import org.jspecify.annotations.NullMarked;
