/** Loaders and writers of a cache, with their exceptions as the specification names them. */
@NullMarked
package io.jcacheredis.internal.integration;

import org.jspecify.annotations.NullMarked;
