/** Which JVM has which key space: no cache may hold entries of another one, or read what another one writes differently. */
@NullMarked
package io.jcacheredis.internal.registry;

import org.jspecify.annotations.NullMarked;
