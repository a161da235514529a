package io.jcacheredis.internal.configuration;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.internal.configuration.Setting.Scope;
import java.util.List;

/** The rows of the {@link Schema} that say which JVMs hear of changes. It needs nothing of the table. */
final class EventSchema {

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

    /** In the order of the documentation. */
    static final List<Setting<?>> OF_CACHES = List.of(EVENTS, EXPIRED_EVENTS);

    private EventSchema() {}

    private static <T> Setting<T> cache(String name, Kind<T> kind, String defaultText, String doc) {
        return new Setting<>(name, Scope.CACHE, kind, defaultText, doc);
    }
}
