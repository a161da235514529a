package io.jcacheredis.internal.configuration;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.source.EventSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where events come from, from what was said of the manager. */
final class EventsReader {

    /** Of a stream only. */
    private static final List<Setting<?>> OF_STREAM = List.of(EventsSchema.GROUP, EventsSchema.CONSUMER);

    private final Block manager;
    private final ClassLoader classes;

    EventsReader(Block manager, ClassLoader classes) {
        this.manager = manager;
        this.classes = classes;
    }

    /** Adds to the problems what is wrong with settings that fit each by itself. */
    void check(Problems problems) {
        if (manager.entries().containsKey(EventsSchema.STREAM.name())) {
            return;
        }
        for (Setting<?> setting : OF_STREAM) {
            Entry entry = manager.entries().get(setting.name());
            if (entry != null) {
                problems.add(
                        entry.given().place(), entry.given().shownName() + " needs " + EventsSchema.STREAM.fullName());
            }
        }
    }

    EventSettings read(ConnectionSettings connection, String keyPrefix) {
        String standard = keyPrefix.isEmpty() ? ConnectionSettings.CLIENT_NAME : keyPrefix;
        return new EventSettings(
                value(EventsSchema.CHANNEL),
                value(EventsSchema.STREAM),
                or(value(EventsSchema.GROUP), standard),
                or(value(EventsSchema.CONSUMER), connection.clientName()),
                required(EventsSchema.RETRY_AFTER),
                required(EventsSchema.LISTEN));
    }

    private static String or(@Nullable String said, String otherwise) {
        return said == null ? otherwise : said;
    }

    private <T> @Nullable T value(Setting<T> setting) {
        return manager.value(setting, classes);
    }

    private <T> T required(Setting<T> setting) {
        return requireNonNull(value(setting), setting.name());
    }
}
