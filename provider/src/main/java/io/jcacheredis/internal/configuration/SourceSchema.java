package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;
import io.jcacheredis.internal.source.SourceSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rows of the {@link Schema} that say where events come from. It needs nothing of the table. */
final class SourceSchema {

    private static final String WORD = "printable ASCII characters without a space";

    /** Below it, two JVMs would take entries from each other that are being handled. */
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);

    private static final Duration LONGEST_RETRY = Duration.ofDays(1);

    static final Setting<String> CHANNEL = domainEvents(
            "channel",
            Kinds.word(WORD),
            null,
            "A channel whose messages are domain events in JSON. Each JVM handles them, and those are lost that are sent while"
                    + " it has no connection. See [events from other programs](invalidation.md#events-from-other-programs).");
    static final Setting<String> STREAM = domainEvents(
            "stream",
            Kinds.word(WORD),
            null,
            "The key of a stream whose entries are domain events. Each is handled by one JVM of the group, also when all of"
                    + " them were down meanwhile.");
    static final Setting<String> GROUP = domainEvents(
            "group",
            Kinds.word(WORD),
            null,
            "The consumer group of the stream: JVMs with the same caches and rules. The `key-prefix` unless you say so, as who"
                    + " shares its entries shares the events; `jcache-redis` where that is empty.");
    static final Setting<String> CONSUMER = domainEvents(
            "consumer",
            Kinds.word(WORD),
            null,
            "Who reads for the group, as `XINFO CONSUMERS` shows it. The `client-name` unless you say so. JVMs may share a"
                    + " name; Redis keeps each that it has seen.");
    static final Setting<Duration> RETRY_AFTER = domainEvents(
            "retry-after",
            Kinds.duration(SHORTEST_RETRY, LONGEST_RETRY),
            "30s",
            "After how long an entry of the stream that was read and not acknowledged is handled again, by any JVM of the group:"
                    + " its handling failed, or its JVM ended. Handling an event should take less. The tenth time is the last.");
    static final Setting<SourceSettings.Listen> LISTEN = domainEvents(
            "listen",
            Kinds.choice(SourceSettings.Listen.class),
            "at-once",
            "From when on events are taken: `at-once`, when the declared caches are there; or `when-told`, by"
                    + " `invalidator().listen()`, for a program that adds strategies or creates caches.");

    private SourceSchema() {}

    private static <T> Setting<T> domainEvents(String name, Kind<T> kind, @Nullable String defaultText, String doc) {
        return new Setting<>("domain-events." + name, Scope.MANAGER, kind, defaultText, doc);
    }
}
