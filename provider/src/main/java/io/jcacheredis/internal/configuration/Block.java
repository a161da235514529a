package io.jcacheredis.internal.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one owner, by the names below it. Immutable.
 *
 * @param entries each with its row of the schema and the place where it was said
 */
record Block(Map<String, Entry> entries) {

    static final Block EMPTY = new Block(Map.of());

    record Entry(Setting<?> setting, Given given) {

        String group() {
            return setting.group();
        }
    }

    /** This over what an earlier source or a less specific pattern said: group by group, this wins. */
    Block over(Block earlier) {
        Map<String, Entry> merged = new LinkedHashMap<>(earlier.without(groups()).entries);
        merged.putAll(entries);
        return new Block(merged);
    }

    /** This without what it says of some groups. */
    Block without(Set<String> groups) {
        if (groups.isEmpty()) {
            return this;
        }
        Map<String, Entry> left = new LinkedHashMap<>(entries);
        left.values().removeIf(entry -> groups.contains(entry.group()));
        return new Block(left);
    }

    /** Of what something is said here. */
    Set<String> groups() {
        return entries.values().stream().map(Entry::group).collect(Collectors.toSet());
    }

    /** What is said of a group: texts by names. */
    Map<String, String> texts(String group) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((leaf, entry) -> {
            if (entry.group().equals(group)) {
                texts.put(leaf, String.valueOf(entry.given().text()));
            }
        });
        return texts;
    }

    /** The value of a setting: what was said, or else its default, or else null. */
    <T> @Nullable T value(Setting<T> setting, ClassLoader classes) {
        return value(setting, setting.name(), classes);
    }

    <T> @Nullable T value(Setting<T> setting, String leaf, ClassLoader classes) {
        Entry entry = entries.get(leaf);
        String text = entry == null ? setting.defaultText() : entry.given().text();
        return text == null ? null : setting.kind().read(text, classes);
    }
}
