package io.jcacheredis.commandline.value;

import io.jcacheredis.internal.store.Texts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An entry as a line of JSON: {@code key}, {@code codec}, then {@code value} if it is readable or {@code base64} if not, and {@code
 * ttlMillis}, null for an entry that never expires; {@code compressed} and {@code schemaVersion} where the value is marked so.
 *
 * @param ttl how long it lives from now; {@code ChronoUnit.FOREVER.getDuration()} for ever
 */
public record EntryLine(String key, StoredValue value, Duration ttl) {

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("key", "codec", "value", "base64", "ttlMillis", "compressed", "schemaVersion"));
    private static final long LONGEST = Duration.ofDays(36_500).toMillis();

    /** The fields, in their order. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("key", key);
        putValue(fields, value, value.exact());
        fields.put("ttlMillis", isEternal(ttl) ? null : ttl.toMillis());
        return fields;
    }

    /** Adds what tells of a value to people and programs, be it not what a line needs. */
    public static void putValue(Map<String, @Nullable Object> fields, StoredValue value) {
        putValue(fields, value, value.tree());
    }

    private static void putValue(Map<String, @Nullable Object> fields, StoredValue value, @Nullable Object readable) {
        fields.put("codec", value.codec());
        if (readable != null) {
            fields.put("value", readable);
        } else {
            fields.put("base64", Base64.getEncoder().encodeToString(value.content()));
        }
        if (value.compressed()) {
            fields.put("compressed", true);
        }
        if (value.schemaVersion() > 1) {
            fields.put("schemaVersion", value.schemaVersion());
        }
    }

    /** What a line has of a key in Redis; empty if that is not UTF-8, as no key of the provider is. */
    public static Optional<String> key(byte[] key) {
        return StoredValue.text(key);
    }

    /** Whether that is the time to live of an entry that never expires. */
    public static boolean isEternal(Duration ttl) {
        return ttl.equals(ChronoUnit.FOREVER.getDuration());
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong, and holds no key and no value
     */
    public static EntryLine parse(String line) {
        JsonNode fields;
        try {
            fields = Json.readLine(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        if (!fields.isObject()) {
            throw new IllegalArgumentException("it is not an object");
        }
        for (String name : fields.propertyNames()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("it has a field that is none of " + String.join(", ", NAMES));
            }
        }
        JsonNode version = fields.path("schemaVersion");
        StoredValue value = value(
                text(fields, "codec"),
                line,
                fields,
                fields.path("compressed").asBoolean(false),
                version.isMissingNode() ? 1 : whole(version, "schemaVersion", Integer.MAX_VALUE));
        String key = text(fields, "key");
        if (!Texts.isWellFormed(key)) {
            throw new IllegalArgumentException("its key has half of a character, which Redis can't hold");
        }
        return new EntryLine(key, value, ttl(fields.get("ttlMillis")));
    }

    private static StoredValue value(String codec, String line, JsonNode fields, boolean compressed, int version) {
        JsonNode tree = fields.get("value");
        JsonNode base64 = fields.get("base64");
        if ((tree == null) == (base64 == null)) {
            throw new IllegalArgumentException("it has not one of value and base64");
        }
        if (tree != null) {
            String json = Json.field(line, "value").orElseThrow();
            return StoredValue.of(codec, tree, json, compressed, version);
        }
        try {
            byte[] content = Base64.getDecoder().decode(text(fields, "base64"));
            return new StoredValue(codec, null, content, compressed, version);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its base64 is not base64", e);
        }
    }

    private static String text(JsonNode fields, String name) {
        JsonNode field = fields.get(name);
        if (field == null || !field.isString()) {
            throw new IllegalArgumentException("it has no " + name + ", or one that is not a string");
        }
        return field.stringValue();
    }

    private static Duration ttl(@Nullable JsonNode field) {
        if (field == null) {
            throw new IllegalArgumentException("it has no ttlMillis, which is null where an entry never expires");
        }
        return field.isNull()
                ? ChronoUnit.FOREVER.getDuration()
                : Duration.ofMillis(whole(field, "ttlMillis", LONGEST));
    }

    private static int whole(JsonNode field, String name, int most) {
        return (int) whole(field, name, (long) most);
    }

    private static long whole(JsonNode field, String name, long most) {
        if (!field.isIntegralNumber()
                || !field.canConvertToLong()
                || field.longValue() < 1
                || field.longValue() > most) {
            throw new IllegalArgumentException("its " + name + " is not a whole number from 1 to " + most);
        }
        return field.longValue();
    }
}
