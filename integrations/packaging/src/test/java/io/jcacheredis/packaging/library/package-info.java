/** A program in a bundle of its own. */
@NullMarked
package io.jcacheredis.packaging.library;

import org.jspecify.annotations.NullMarked;
