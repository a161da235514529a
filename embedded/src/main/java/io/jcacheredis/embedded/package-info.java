/**
 * Starts a real Redis or Valkey for tests and demos, without installing anything.
 *
 * <p>{@link io.jcacheredis.embedded.EmbeddedRedis} is one server, {@link io.jcacheredis.embedded.EmbeddedCluster} and
 * {@link io.jcacheredis.embedded.EmbeddedSentinel} are groups of them. {@link io.jcacheredis.embedded.TestRedis} is
 * whichever server the tests were told to use. All of them end with the JVM, also when it is killed.
 */
@NullMarked
package io.jcacheredis.embedded;

import org.jspecify.annotations.NullMarked;
