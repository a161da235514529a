package io.jcacheredis.internal.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From where a manager takes events.
 *
 * @param channel whose messages are events, or null for none
 * @param stream the key of a stream whose entries are events, or null for none
 * @param group for which the stream is read: each of its entries is handled once
 * @param consumer who reads for the group, as {@code XINFO CONSUMERS} shows it
 * @param retryAfter how long an entry that was read is left to its reader; a millisecond at least
 * @param listen from when on
 */
public record SourceSettings(
        @Nullable String channel,
        @Nullable String stream,
        String group,
        String consumer,
        Duration retryAfter,
        Listen listen) {

    /** From when on events are taken. */
    public enum Listen {
        /** As soon as the declared caches are there. */
        AT_ONCE,
        /** When a program says that its caches and strategies are there. */
        WHEN_TOLD
    }
}
