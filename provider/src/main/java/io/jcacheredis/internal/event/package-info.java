/** Cache entry listeners: which events an outcome means, and their delivery. */
@NullMarked
package io.jcacheredis.internal.event;

import org.jspecify.annotations.NullMarked;
