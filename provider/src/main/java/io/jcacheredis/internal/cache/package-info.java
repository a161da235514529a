/**
 * The methods of a cache, each as a mutation of the store whose outcome becomes the result, the statistics and the
 * events.
 */
@NullMarked
package io.jcacheredis.internal.cache;

import org.jspecify.annotations.NullMarked;
