package io.jcacheredis.internal.configuration;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.source.SourceSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where events come from, from what was said of the manager. */
final class SourceReader {

    /** Of a stream only. */
    private static final List<Setting<?>> OF_STREAM = List.of(SourceSchema.GROUP, SourceSchema.CONSUMER);

    private final Block manager;
    private final ClassLoader classes;

    SourceReader(Block manager, ClassLoader classes) {
        this.manager = manager;
        this.classes = classes;
    }

    /** Adds to the problems what is wrong with settings that fit each by itself. */
    void check(Problems problems) {
        if (manager.entries().containsKey(SourceSchema.STREAM.name())) {
            return;
        }
        for (Setting<?> setting : OF_STREAM) {
            Entry entry = manager.entries().get(setting.name());
            if (entry != null) {
                problems.add(
                        entry.given().place(), entry.given().shownName() + " needs " + SourceSchema.STREAM.fullName());
            }
        }
    }

    SourceSettings read(ConnectionSettings connection, String keyPrefix) {
        String standard = keyPrefix.isEmpty() ? ConnectionSettings.CLIENT_NAME : keyPrefix;
        return new SourceSettings(
                value(SourceSchema.CHANNEL),
                value(SourceSchema.STREAM),
                or(value(SourceSchema.GROUP), standard),
                or(value(SourceSchema.CONSUMER), connection.clientName()),
                required(SourceSchema.RETRY_AFTER),
                required(SourceSchema.LISTEN));
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
