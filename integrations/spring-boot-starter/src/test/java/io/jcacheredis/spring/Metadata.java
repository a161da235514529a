package io.jcacheredis.spring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes what IDEs complete settings by of the schema that the provider checks them by, and of the starter's own properties. */
final class Metadata {

    private static final String ROOT = "jcache.redis";
    private static final String PACKAGE = "io.jcacheredis.spring.";

    private record Own(String name, String type, String description, Object standard) {}

    /** What is not of the provider. */
    private static final List<Own> OWN = List.of(
            new Own(
                    SpringSettings.STARTER + "enabled",
                    "java.lang.Boolean",
                    "Whether the starter makes the cache manager. Without it, Spring Boot makes one of any JCache provider.",
                    true),
            new Own(
                    SpringSettings.STARTER + "connection-details",
                    "java.lang.Boolean",
                    "Whether the Redis that Spring Boot knows (spring.data.redis.*, @ServiceConnection) is used where"
                            + " jcache.redis.url is not set.",
                    true),
            new Own(
                    SpringSettings.STARTER + "observations",
                    "java.lang.Boolean",
                    "Whether each call of a cache is observed, which makes spans and a timer.",
                    false),
            new Own(
                    "management.health.jcache-redis.enabled",
                    "java.lang.Boolean",
                    "Whether to enable the health check of the caches in Redis.",
                    true),
            new Own(
                    "management.health.jcache-redis.unavailable-status",
                    "java.lang.String",
                    "The status while Redis can't be used and no cache is strict.",
                    RedisCacheHealthProperties.DEGRADED),
            new Own(
                    "management.endpoint.rediscaches.access",
                    "org.springframework.boot.actuate.endpoint.Access",
                    "Permitted level of access for the rediscaches endpoint.",
                    "unrestricted"),
            new Own(
                    "management.endpoint.rediscaches.cache.time-to-live",
                    "java.time.Duration",
                    "Maximum time that a response can be cached.",
                    "0ms"));

    private final JsonNode schema;
    private final List<Map<String, Object>> properties = new ArrayList<>();
    private final List<Map<String, Object>> hints = new ArrayList<>();

    private Metadata(JsonNode schema) {
        this.schema = schema;
    }

    static JsonNode schema() {
        return new JsonMapper().readTree(Path.of("../../docs/jcache-redis.schema.json"));
    }

    /** The whole file. */
    static Map<String, Object> of(JsonNode schema) {
        Metadata metadata = new Metadata(schema);
        metadata.add(ROOT, schema.at("/properties/jcache/properties/redis"));
        for (Own own : OWN) {
            metadata.add(own.name(), own.type(), own.description(), own.standard());
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("groups", List.of(Map.of("name", ROOT)));
        file.put("properties", metadata.properties);
        file.put("hints", metadata.hints);
        return file;
    }

    private void add(String name, JsonNode node) {
        if (name.equals(ROOT + ".caches")) {
            String type = "java.util.Map<java.lang.String," + PACKAGE + "DeclaredCache>";
            add(name, type, text(node), null);
            return;
        }
        if (name.equals(ROOT + ".invalidation")) {
            add(name, "java.util.List<" + PACKAGE + "DeclaredRule>", text(node), null);
            return;
        }
        if (name.endsWith(".listeners")) {
            add(name, "java.util.List<" + PACKAGE + "DeclaredListener>", text(node), null);
            return;
        }
        JsonNode meant =
                node.has("$ref") ? schema.at(node.get("$ref").asString().substring(1)) : node;
        if (meant.has("properties")) {
            meant.get("properties").properties().forEach(each -> add(name + "." + each.getKey(), each.getValue()));
        } else {
            add(name, type(meant), text(meant), standard(meant));
            hint(name, meant);
        }
    }

    private void add(String name, String type, String description, Object standard) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("type", type);
        property.put("description", description);
        if (standard != null) {
            property.put("defaultValue", standard);
        }
        properties.add(property);
    }

    private void hint(String name, JsonNode node) {
        for (JsonNode form : node.path("anyOf")) {
            if (form.has("enum")) {
                List<Map<String, Object>> values = StreamSupport.stream(
                                form.get("enum").spliterator(), false)
                        .map(value -> Map.<String, Object>of("value", value.asString()))
                        .toList();
                Map<String, Object> hint = new LinkedHashMap<>();
                hint.put("name", name);
                hint.put("values", values);
                hints.add(hint);
            }
        }
    }

    private static String type(JsonNode node) {
        for (JsonNode form : node.path("anyOf")) {
            switch (form.path("type").asString("")) {
                case "integer" -> {
                    return "java.lang.Integer";
                }
                case "boolean" -> {
                    return "java.lang.Boolean";
                }
                case "array" -> {
                    return "java.util.List<java.lang.String>";
                }
                default -> {
                    if (form.has("const")) {
                        return "java.lang.Boolean";
                    }
                }
            }
        }
        return "java.lang.String";
    }

    private static Object standard(JsonNode node) {
        JsonNode standard = node.get("default");
        if (standard == null) {
            return null;
        }
        return standard.isBoolean() ? standard.asBoolean() : standard.isInt() ? standard.asInt() : standard.asString();
    }

    /** Without what is Markdown. */
    private static String text(JsonNode node) {
        return node.path("description")
                .asString("")
                .replaceAll(" See \\[[^]]*]\\([^)]*\\)\\.", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replace("`", "");
    }
}
