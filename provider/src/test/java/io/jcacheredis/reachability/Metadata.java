package io.jcacheredis.reachability;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What GraalVM is told of the provider, by the file that the provider's jar has for it. */
final class Metadata {

    static final String FILE = "META-INF/native-image/io.jcacheredis/jcache-redis/reachability-metadata.json";

    private final JsonNode root;
    private final Map<String, JsonNode> types = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();

    private Metadata(JsonNode root) {
        this.root = root;
        root.path("reflection").forEach(entry -> {
            if (types.put(name(entry), entry) != null) {
                throw new IllegalStateException(name(entry) + " is there twice");
            }
        });
        root.path("resources")
                .forEach(entry -> resources.add(pattern(entry.path("glob").asString())));
    }

    static Metadata read() throws IOException {
        try (InputStream file = Metadata.class.getClassLoader().getResourceAsStream(FILE)) {
            return new Metadata(JsonMapper.shared().readTree(file));
        }
    }

    JsonNode root() {
        return root;
    }

    /** The entries by their types; that of a proxy by its interfaces with commas between. */
    Map<String, JsonNode> types() {
        return types;
    }

    private static String name(JsonNode entry) {
        JsonNode type = entry.path("type");
        return type.isString()
                ? type.asString()
                : "proxy "
                        + type.path("proxy")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(","));
    }

    /** A star is anything within a folder. */
    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E[^/]*\\Q"));
    }

    /** Whether an image can do this. */
    boolean allows(Access access) {
        JsonNode entry = types.getOrDefault(access.type(), MissingNode.getInstance());
        return switch (access.kind()) {
            case "class" -> entry.isObject();
            case "method" -> allowsMethod(entry, access.member());
            case "field" ->
                entry.path("allDeclaredFields").asBoolean(false)
                        || entry.path("fields")
                                .valueStream()
                                .anyMatch(field -> named(field).equals(access.member()));
            case "array" -> entry.path("unsafeAllocated").asBoolean(false);
            case "serialized" -> entry.path("serializable").asBoolean(false);
            case "proxy" -> types.containsKey("proxy " + access.type());
            case "resource" ->
                resources.stream()
                        .anyMatch(resource -> resource.matcher(access.type()).matches());
            default -> false;
        };
    }

    private static boolean allowsMethod(JsonNode entry, String signature) {
        return entry.path("allPublicMethods").asBoolean(false)
                || entry.path("methods")
                        .valueStream()
                        .anyMatch(method -> signature(method).equals(signature));
    }

    private static String named(JsonNode member) {
        return member.path("name").asString();
    }

    static String signature(JsonNode method) {
        return named(method)
                + method.path("parameterTypes")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
