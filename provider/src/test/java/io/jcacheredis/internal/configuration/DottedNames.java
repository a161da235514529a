package io.jcacheredis.internal.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds to a JSON schema that names may be written with dots, {@code expiry.created: 1m}, at every level. They are patterns
 * that refer to the nested names, so that editors propose those only.
 */
final class DottedNames {

    private static final String PROPERTIES = "properties";
    private static final String REF = "$ref";

    /** The name of a cache in brackets: up to the first that is followed by a dot or the end. */
    private static final String CACHE = "\\[(?!:)((?!\\]\\.|\\*\\*\\*).)+\\]";

    /** A name that users choose. */
    private static final String CHOSEN = "(\\..+|\\[.+\\])";

    private static final String ELEMENT = "\\[\\d{1,4}\\]";

    private final Map<String, Object> schema;

    DottedNames(Map<String, Object> schema) {
        this.schema = schema;
    }

    void add() {
        addTo(schema, "#");
        addTo(map(schema.get("$defs"), "cache"), "#/$defs/cache");
        addTo(map(schema.get("$defs"), "rule"), "#/$defs/rule");
    }

    private void addTo(Map<String, Object> object, String pointer) {
        Map<String, Object> patterns = new TreeMap<>();
        properties(object).forEach((name, child) -> {
            String childPointer = pointer + "/properties/" + name;
            below(name(name), childPointer, patterns);
            if (map(child).containsKey(PROPERTIES)) {
                addTo(map(child), childPointer);
            }
        });
        if (!patterns.isEmpty()) {
            object.put("patternProperties", patterns);
        }
    }

    /** What can follow a name, with a dot or in brackets. */
    private void below(String start, String pointer, Map<String, Object> patterns) {
        Map<String, Object> object = at(pointer);
        if (object.get(REF) instanceof String definition) {
            below(start, definition, patterns);
        }
        if (object.get("additionalProperties") instanceof Map<?, ?> named) {
            boolean caches = named.containsKey(REF);
            put(
                    start + (caches ? CACHE : CHOSEN),
                    caches ? "#/$defs/cache" : pointer + "/additionalProperties",
                    patterns);
        }
        if (object.containsKey("items") && map(object, "items").get(REF) instanceof String element) {
            put(start + ELEMENT, element, patterns);
        }
        properties(object)
                .forEach((name, child) -> put(start + "\\." + name(name), pointer + "/properties/" + name, patterns));
    }

    private void put(String pattern, String pointer, Map<String, Object> patterns) {
        patterns.put("^" + pattern + "$", Map.of(REF, pointer));
        below(pattern, pointer, patterns);
    }

    private static String name(String name) {
        return name.replace(".", "\\.");
    }

    private Map<String, Object> at(String pointer) {
        Map<String, Object> at = schema;
        for (String step : pointer.substring(1).split("/", -1)) {
            at = step.isEmpty() ? at : map(at, step);
        }
        return at;
    }

    private static Map<String, Object> properties(Map<String, Object> object) {
        return object.containsKey(PROPERTIES) ? map(object, PROPERTIES) : new LinkedHashMap<>();
    }

    private static Map<String, Object> map(Object object, String name) {
        return map(map(object).get(name));
    }

    @SuppressWarnings("unchecked") // GeneratedFiles made it
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }
}
