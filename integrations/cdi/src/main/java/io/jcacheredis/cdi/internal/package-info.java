/** How calls of annotated methods become operations on caches. Nothing here is for programs. */
@NullMarked
package io.jcacheredis.cdi.internal;

import org.jspecify.annotations.NullMarked;
