package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of the {@link Schema} that say what events remove. It needs nothing of the table. */
final class InvalidationSchema {

    private static final String SEPARATOR = ",";

    static final Setting<String> INVALIDATION = new Setting<>(
            "invalidation",
            Scope.MANAGER,
            Kinds.text("a list of rules"),
            null,
            "What domain events remove from caches, as a list of rules. It is one setting: a later source's list replaces an"
                    + " earlier one's. See [invalidation](invalidation.md).");

    static final Setting<List<String>> ON = rule(
            "on",
            texts(
                    "types of events, separated by commas or in a list, each exact or with a * at its end",
                    JsonForms.eventTypes(),
                    PurgeStrategy::on),
            "The types of events for which the rule is. Required.");
    static final Setting<String> WHEN = rule(
            "when",
            new Kind<>(
                    "a text for each name of an attribute",
                    JsonForms.textsByName(),
                    Kinds.text("any text").reader()),
            "Which attributes an event must have, and what each must be: `when: {cache: users}`, or"
                    + " `….when.cache=users`.");
    static final Setting<List<String>> PURGE = rule(
            "purge",
            texts(
                    "patterns such as property:detail:{property_id}, separated by commas or in a list",
                    JsonForms.templates(),
                    patterns -> PurgeStrategy.on("*").purging(patterns)),
            "What is purged of all caches: the cache's name, a colon and a pattern on its keys, with attributes of the event in"
                    + " braces.");
    static final Setting<List<String>> PURGE_TAGS = rule(
            "purge-tags",
            texts(
                    "tags such as tenant:{tenant_id}, separated by commas or in a list",
                    JsonForms.templates(),
                    tags -> PurgeStrategy.on("*").purgingTags(tags)),
            "The tags whose entries are purged of all caches, with attributes of the event in braces.");

    private InvalidationSchema() {}

    private static <T> Setting<T> rule(String name, Kind<T> kind, String doc) {
        return new Setting<>(name, Scope.RULE, kind, null, doc);
    }

    /** Several texts, each of which a strategy must take. */
    private static Kind<List<String>> texts(String expected, Map<String, Object> json, Consumer<String[]> check) {
        return new Kind<>(expected, json, SEPARATOR, false, (text, classes) -> {
            List<String> parts = split(text);
            check.accept(parts.toArray(String[]::new));
            return parts;
        });
    }

    /** At commas, unless a backslash is before one. Other backslashes stay, as patterns have them. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                i++;
                part.append(text.charAt(i) == ',' ? "" : "\\").append(text.charAt(i));
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
