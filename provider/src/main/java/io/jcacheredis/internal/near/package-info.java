/** A cache in this JVM in front of the one in Redis. */
@NullMarked
package io.jcacheredis.internal.near;

import org.jspecify.annotations.NullMarked;
