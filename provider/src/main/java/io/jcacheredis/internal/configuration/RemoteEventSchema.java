package io.jcacheredis.internal.configuration;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.internal.configuration.Setting.Scope;

/** The rows of the {@link Schema} that say which JVMs hear of changes. It needs nothing of the table. */
final class RemoteEventSchema {

    static final Setting<EventDelivery> EVENTS = cache(
            "events",
            Kinds.choice(EventDelivery.class),
            "local",
            "Whose listeners hear of changes: those of the `local` JVM, of all that listen (`broadcast`, at most once), or of all"
                    + " with what they missed (`durable`, at least once, not in a cluster). See [events](events.md).");
    static final Setting<Boolean> EXPIRED_EVENTS = cache(
            "expired-events",
            Kinds.flag(),
            "false",
            "Whether listeners hear that entries expired in Redis, without their values and some time after. Redis must be told to say"
                    + " so: see [events](events.md#expired-entries).");

    static final Setting<Integer> EVENTS_KEPT = cache(
            "events-kept",
            Kinds.number(1, 100_000_000),
            "10000",
            "How many durable events Redis keeps for JVMs that are away, with their values and those before. A few more are kept.");
    static final Setting<String> SUBSCRIBER = new Setting<>(
            "event-subscriber",
            Scope.MANAGER,
            Kinds.word("printable ASCII characters without a space"),
            null,
            "By which name a JVM that starts again hears the durable events that it missed. Each JVM has its own, and the same one after"
                    + " a restart: that of a stateful pod, say. Without it, a JVM hears what happens from its start on.");

    private RemoteEventSchema() {}

    private static <T> Setting<T> cache(String name, Kind<T> kind, String defaultText, String doc) {
        return new Setting<>(name, Scope.CACHE, kind, defaultText, doc);
    }
}
