/**
 * Where events come from that other programs tell by Redis: a channel and a stream. Each listens by a line of its own, and has what
 * comes handled by another thread, one event after another.
 */
@NullMarked
package io.jcacheredis.internal.source;

import org.jspecify.annotations.NullMarked;
