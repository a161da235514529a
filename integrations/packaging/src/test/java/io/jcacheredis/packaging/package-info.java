/** Tries the jars as they are published: in OSGi, on the module path, and what they promise. */
@NullMarked
package io.jcacheredis.packaging;

import org.jspecify.annotations.NullMarked;
