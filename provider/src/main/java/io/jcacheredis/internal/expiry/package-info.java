/** Expiry policies of {@code javax.cache}, asked exactly as often as the specification allows. */
@NullMarked
package io.jcacheredis.internal.expiry;

import org.jspecify.annotations.NullMarked;
