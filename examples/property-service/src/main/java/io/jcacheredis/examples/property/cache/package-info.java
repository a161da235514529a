/** The caches: their names and keys, and how they are purged by hand. */
@NullMarked
package io.jcacheredis.examples.property.cache;

import org.jspecify.annotations.NullMarked;
