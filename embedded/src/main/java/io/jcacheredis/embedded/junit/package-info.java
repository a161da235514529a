/** Gives JUnit Jupiter tests a Redis. */
@NullMarked
package io.jcacheredis.embedded.junit;

import org.jspecify.annotations.NullMarked;
