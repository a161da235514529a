package io.jcacheredis.invalidation;

import java.nio.CharBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an event that somebody else wrote, token by token: nothing in it can name a class, nest or grow. No message repeats
 * what it says, and none of the parser's own is passed on, as that would.
 */
final class JsonEvent {

    /** Far more than an event has, and little enough to be read without a thought. */
    static final int LONGEST = 1 << 16;

    static final int MOST_ATTRIBUTES = 256;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2) // what is nested is refused by us, where it begins
                    .maxStringLength(LONGEST)
                    .maxNameLength(LONGEST)
                    .maxNumberLength(LONGEST)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonEvent() {}

    static InvalidationEvent parse(String json) {
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException("the event has more than " + LONGEST + " characters");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return InvalidationEvent.of(object(parser));
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
            throw new IllegalArgumentException("the event is no well-formed JSON, or has a name twice"
                    + (at < 0 ? "" : " (character " + (at + 1) + ")"));
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("the event is no JSON object");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            if (values.size() > MOST_ATTRIBUTES) {
                throw new IllegalArgumentException("the event has more than " + MOST_ATTRIBUTES + " attributes");
            }
            String name = parser.currentName();
            values.put(name, value(parser, parser.nextToken()));
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("there is more than one JSON object");
        }
        return values;
    }

    /**
     * Numbers as they are written, so that none is rounded; in a form that can't be the type of an event, which is a
     * String.
     */
    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> CharBuffer.wrap(parser.getString());
            case VALUE_STRING -> parser.getString();
            default ->
                throw new IllegalArgumentException(
                        "the event has an attribute that is an object or an array (character "
                                + (parser.currentTokenLocation().getCharOffset() + 1) + ")");
        };
    }
}
