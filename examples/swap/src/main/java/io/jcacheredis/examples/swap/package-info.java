/** One program, three JCache providers, chosen by one setting. */
@NullMarked
package io.jcacheredis.examples.swap;

import org.jspecify.annotations.NullMarked;
