/** The main features of jcache-redis in one short program. */
@NullMarked
package io.jcacheredis.examples.quickstart;

import org.jspecify.annotations.NullMarked;
