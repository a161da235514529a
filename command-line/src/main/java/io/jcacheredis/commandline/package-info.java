/**
 * The program {@code jcache-redis}: what it begins with and how it ends. {@code command} has its commands, {@code doctor} what one of
 * them looks at, {@code redis} what they ask Redis and the provider, {@code value} what values look like to people and in files, and {@code
 * terminal} what is between the program and a person.
 */
@NullMarked
package io.jcacheredis.commandline;

import org.jspecify.annotations.NullMarked;
