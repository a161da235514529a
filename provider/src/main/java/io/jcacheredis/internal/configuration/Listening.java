package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.CacheSettings.ListenerSettings;
import java.util.List;
import java.util.Optional;

/** The list of listeners of a block. */
final class Listening {

    private Listening() {}

    static void check(Block block, Problems problems) {
        ElementList.require(block, Schema.LISTENERS, List.of(Schema.LISTENER_CLASS), problems);
    }

    static List<ListenerSettings> of(Block block, ClassLoader classes) {
        return ElementList.elements(block, Schema.LISTENERS).keySet().stream()
                .flatMap(start -> one(block, start, classes).stream())
                .toList();
    }

    private static Optional<ListenerSettings> one(Block block, String start, ClassLoader classes) {
        Class<?> type = block.value(Schema.LISTENER_CLASS, start + Schema.LISTENER_CLASS.name(), classes);
        Class<?> filter = block.value(Schema.LISTENER_FILTER, start + Schema.LISTENER_FILTER.name(), classes);
        Boolean synchronous =
                block.value(Schema.LISTENER_SYNCHRONOUS, start + Schema.LISTENER_SYNCHRONOUS.name(), classes);
        Boolean oldValue = block.value(Schema.LISTENER_OLD_VALUE, start + Schema.LISTENER_OLD_VALUE.name(), classes);
        return Optional.ofNullable(type)
                .map(listener -> new ListenerSettings(
                        listener,
                        Optional.ofNullable(filter),
                        Boolean.TRUE.equals(synchronous),
                        Boolean.TRUE.equals(oldValue)));
    }
}
