/** What a cache does while Redis fails: it acts as if it were empty, and makes good for it when Redis is back. */
@NullMarked
package io.jcacheredis.internal.failure;

import org.jspecify.annotations.NullMarked;
