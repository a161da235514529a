package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** What is derived from the schema for people and editors. */
final class GeneratedFiles {

    private GeneratedFiles() {}

    /** A JSON schema, draft 2020-12, of the nested form. */
    static String jsonSchema() {
        Map<String, Object> redis = tree(Scope.MANAGER);
        Map<String, Object> names = properties(redis);
        names.put("defaults", reference("cache", "What holds for all caches, where nothing more specific is said."));
        names.put("caches", caches());
        names.put("invalidation", list(InvalidationSchema.INVALIDATION, "rule"));
        names.remove("config"); // it can't be set in a file

        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:jcache-redis:schema");
        schema.put("title", "jcache-redis.yaml");
        schema.put("type", List.of("object", "null"));
        schema.put("additionalProperties", false);
        schema.put("properties", Map.of("jcache", object(new LinkedHashMap<>(Map.of("redis", redis)))));
        schema.put("$defs", definitions());
        new DottedNames(schema).add();
        return write(schema);
    }

    private static Map<String, Object> caches() {
        Map<String, Object> caches = new LinkedHashMap<>();
        caches.put("type", List.of("object", "null"));
        caches.put(
                "description",
                "Caches by name, which are made with the manager; or patterns of names, with * (within . : and /) and **.");
        caches.put("propertyNames", Map.of("pattern", "^(?!.*\\*\\*\\*)(?!\\[:.*\\]$)[^:]"));
        caches.put("additionalProperties", Map.of("$ref", "#/$defs/cache"));
        return caches;
    }

    private static Map<String, Object> definitions() {
        Map<String, Object> cache = tree(Scope.CACHE);
        properties(cache).put("listeners", list(Schema.LISTENERS, "listener"));
        child(cache, "expiry").put("maxProperties", 1);
        cache.put("not", twoKindsOfExpiry(properties(child(cache, "expiry")).keySet()));
        Map<String, Object> listener = tree(Scope.LISTENER);
        listener.put("type", "object");
        listener.put("required", List.of("class"));
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("cache", cache);
        definitions.put("listener", listener);
        definitions.put("rule", rule());
        return definitions;
    }

    /** Also where their names have dots. */
    private static Map<String, Object> twoKindsOfExpiry(Set<String> kinds) {
        List<String> names = new ArrayList<>(List.of("expiry"));
        kinds.forEach(kind -> names.add("expiry." + kind));
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(Map.of("required", List.of(names.get(j), names.get(i))));
            }
        }
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("type", "object");
        two.put("anyOf", pairs);
        return two;
    }

    private static Map<String, Object> rule() {
        Map<String, Object> rule = tree(Scope.RULE);
        rule.put("type", "object");
        rule.put("required", List.of("on"));
        rule.put("anyOf", List.of(Map.of("required", List.of("purge")), Map.of("required", List.of("purge-tags"))));
        return rule;
    }

    private static Map<String, Object> list(Setting<?> setting, String definition) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("description", setting.doc());
        list.put("type", List.of("array", "null"));
        list.put("items", Map.of("$ref", "#/$defs/" + definition));
        return list;
    }

    private static Map<String, Object> reference(String definition, String description) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("description", description);
        reference.put("$ref", "#/$defs/" + definition);
        return reference;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", List.of("object", "null"));
        object.put("additionalProperties", false);
        object.put("properties", properties);
        return object;
    }

    @SuppressWarnings("unchecked") // object() made it
    private static Map<String, Object> properties(Map<String, Object> object) {
        return (Map<String, Object>) object.get("properties");
    }

    @SuppressWarnings("unchecked") // object() made it
    private static Map<String, Object> child(Map<String, Object> object, String name) {
        return (Map<String, Object>) properties(object).get(name);
    }

    /** The settings of a scope, nested by the dots in their names. */
    private static Map<String, Object> tree(Scope scope) {
        Map<String, Object> root = object(new LinkedHashMap<>());
        for (Setting<?> setting : Schema.of(scope)) {
            Map<String, Object> at = root;
            String[] words = setting.name().split("\\.", -1);
            for (int i = 0; i < words.length - 1; i++) {
                properties(at).computeIfAbsent(words[i], word -> object(new LinkedHashMap<>()));
                at = child(at, words[i]);
            }
            properties(at).put(words[words.length - 1], leaf(setting));
        }
        return root;
    }

    private static Map<String, Object> leaf(Setting<?> setting) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("description", setting.doc());
        setting.kind().json().keySet().stream()
                .sorted()
                .forEach(key -> leaf.put(key, sorted(setting.kind().json().get(key))));
        if (setting.defaultText() != null) {
            leaf.put("default", typed(setting));
        }
        return leaf;
    }

    /** In an order that is the same in every run. */
    private static Object sorted(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(GeneratedFiles::sorted).toList();
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), sorted(value)));
        return sorted;
    }

    private static Object typed(Setting<?> setting) {
        String text = String.valueOf(setting.defaultText());
        if (List.of("true", "false").contains(text)) {
            return Boolean.valueOf(text);
        }
        return text.matches("\\d+") ? (Object) Integer.valueOf(text) : text;
    }

    private static String write(Map<String, Object> schema) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return JsonMapper.builder()
                        .build()
                        .writer()
                        .with(new DefaultPrettyPrinter().withObjectIndenter(lines))
                        .writeValueAsString(schema)
                + "\n";
    }

    /** The rows of the documentation's table of a scope. */
    static String table(Scope scope) {
        return Schema.of(scope).stream()
                .map(setting -> "| `" + setting.name() + "` | " + code(setting.defaultText()) + " | "
                        + setting.kind().expected() + " | " + setting.doc() + " |")
                .collect(Collectors.joining(
                        "\n", "| setting | default | what may be said | what it does |\n|---|---|---|---|\n", "\n"));
    }

    private static String code(String text) {
        return text == null ? "" : text.isEmpty() ? "empty" : "`" + text + "`";
    }
}
