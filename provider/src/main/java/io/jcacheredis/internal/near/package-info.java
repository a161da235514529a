/** A cache in this JVM in front of the one in Redis. */
@org.jspecify.annotations.NullMarked
package io.jcacheredis.internal.near;
