package io.jcacheredis.invalidation;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and makes cached entries stale: a type such as {@code property.updated}, and attributes, which
 * are texts with names. Immutable, and equal to another of the same type and attributes.
 *
 * <pre>{@code
 * InvalidationEvent.of("property.updated", Map.of("property_id", "prop-123", "tenant_id", 7));
 * }</pre>
 */
public final class InvalidationEvent {

    /** The name under which an event that is one map has its type. */
    static final String TYPE = "type";

    private final String type;
    private final Map<String, String> attributes;

    private InvalidationEvent(String type, Map<String, String> attributes) {
        this.type = type;
        this.attributes = attributes;
    }

    /**
     * An event.
     *
     * @param attributes texts; numbers, booleans, characters and UUIDs become their texts, enums their names, and what is
     *     null is left out
     * @throws IllegalArgumentException if the type is empty, an attribute is of another class, as nested maps and lists
     *     are, or one is called {@code type}, which is no attribute
     */
    public static InvalidationEvent of(String type, Map<String, ?> attributes) {
        if (requireNonNull(type, TYPE).isEmpty()) {
            throw new IllegalArgumentException("the type of an event must not be empty");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        requireNonNull(attributes, "attributes").forEach((name, value) -> {
            if (requireNonNull(name, "name of an attribute").equals(TYPE)) {
                throw new IllegalArgumentException("an attribute must not be called type: an event has one type");
            }
            if (value != null) {
                texts.put(name, text(name, value));
            }
        });
        return new InvalidationEvent(type, texts);
    }

    /**
     * An event that is one map, its type under the name {@code type} and its attributes beside it: {@code {type:
     * property.updated, property_id: prop-123}}.
     *
     * @throws IllegalArgumentException as by {@link #of(String, Map)}, and if there is no type or it is no text
     */
    public static InvalidationEvent of(Map<String, ?> event) {
        Object type = event.get(TYPE);
        if (!(type instanceof String text)) {
            throw new IllegalArgumentException(
                    type == null ? "an event has a type" : "the type of an event is a text, not " + nameOf(type));
        }
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>(event);
        attributes.remove(TYPE);
        return of(text, attributes);
    }

    /**
     * An event that is one JSON object: {@code {"type": "property.updated", "property_id": "prop-123", "count": 2}}.
     * Numbers become texts as they are written. It may be from anybody: what it says can only become texts, and no message
     * repeats it.
     *
     * @param json at most 65,536 characters with at most 256 attributes
     * @throws IllegalArgumentException if it is longer or no JSON object, has an attribute that is an object or an array, a
     *     name twice, or no {@code type} that is a text and not empty
     */
    public static InvalidationEvent ofJson(String json) {
        return JsonEvent.parse(json);
    }

    private static String text(String name, Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID) {
            return value.toString();
        }
        throw new IllegalArgumentException("the attribute " + name
                + " of an event must be a text, a number, a boolean, a character, an enum or a UUID, not "
                + nameOf(value));
    }

    private static String nameOf(Object value) {
        return value.getClass().getName();
    }

    /** What kind of thing happened; never empty. */
    public String type() {
        return type;
    }

    /** All attributes, in the order in which they were given. Can't be changed. */
    public Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** The attribute of that name; empty if the event has none. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(requireNonNull(name, "name")));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InvalidationEvent event
                && type.equals(event.type)
                && attributes.equals(event.attributes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + attributes.hashCode();
    }

    /** The type only, as attributes may be secrets and this may get into a log. */
    @Override
    public String toString() {
        return "InvalidationEvent " + type;
    }
}
