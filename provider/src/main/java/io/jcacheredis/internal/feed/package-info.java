/** What servers tell unasked, handed to those who listen to a channel. */
@NullMarked
package io.jcacheredis.internal.feed;

import org.jspecify.annotations.NullMarked;
