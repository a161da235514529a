/** A service for real-estate data, with caches in Redis: see its README. */
@NullMarked
package io.jcacheredis.examples.property;

import org.jspecify.annotations.NullMarked;
