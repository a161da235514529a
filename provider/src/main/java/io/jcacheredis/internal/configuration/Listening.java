package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.CacheSettings.ListenerSettings;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The list of listeners of a block. */
final class Listening {

    private Listening() {}

    /** The names of its elements, {@code listeners[0].}, in order, each with the first thing said of it. */
    private static Map<String, Given> elements(Block block) {
        return block.entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Schema.LISTENERS.name() + "["))
                .sorted(Comparator.comparingInt(entry -> index(entry.getKey())))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(0, entry.getKey().indexOf('.') + 1),
                        entry -> entry.getValue().given(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static int index(String leaf) {
        return Integer.parseInt(leaf.substring(leaf.indexOf('[') + 1, leaf.indexOf(']')));
    }

    static void check(Block block, Problems problems) {
        elements(block).forEach((start, first) -> {
            if (!block.entries().containsKey(start + Schema.LISTENER_CLASS.name())) {
                problems.add(
                        first.place(),
                        Problems.quoteName(first.name()
                                        .first(first.name().size() - 1)
                                        .toString())
                                + " has no " + Schema.LISTENER_CLASS.name());
            }
        });
    }

    static List<ListenerSettings> of(Block block, ClassLoader classes) {
        return elements(block).keySet().stream()
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
