package io.jcacheredis.internal.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.invalidation.InvalidationEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How other programs write events into Redis. They may be anybody: what is wrong is refused, and no message repeats it. */
final class EventForms {

    /** Of the longest event, which has 65,536 characters. */
    private static final int MOST_BYTES = 4 << 16;

    private static final int MOST_FIELDS = 257;

    /** What is longer or more is cut, and then refused as what it is by then: still too long, or too much. */
    static final ReplyLimits LIMITS = new ReplyLimits(MOST_BYTES, 4L * MOST_BYTES, 2 * MOST_FIELDS + 1);

    private static final String TYPE = "type";
    private static final String JSON = "event";

    private EventForms() {}

    /**
     * The event that is one JSON object.
     *
     * @throws IllegalArgumentException if it is none
     */
    static InvalidationEvent ofJson(byte[] json) {
        return InvalidationEvent.ofJson(text(json));
    }

    /**
     * The event that an entry of a stream is, by its fields, one of them {@code type}; or else the one that its field {@code event} has
     * as JSON.
     *
     * @param namesAndValues in turn
     * @throws IllegalArgumentException if it is none
     */
    static InvalidationEvent ofEntry(List<?> namesAndValues) {
        if (namesAndValues.size() > 2 * MOST_FIELDS) {
            throw new IllegalArgumentException("it has more than " + MOST_FIELDS + " fields");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        long bytes = 0;
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            byte[] name = (byte[]) namesAndValues.get(i);
            byte[] value = (byte[]) namesAndValues.get(i + 1);
            bytes += (long) name.length + value.length;
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
            }
            if (fields.put(text(name), text(value)) != null) {
                throw new IllegalArgumentException("it has a field twice");
            }
        }
        String json = fields.get(JSON);
        if (fields.containsKey(TYPE) || json == null) {
            return InvalidationEvent.of(fields);
        }
        return InvalidationEvent.ofJson(json);
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is no text in UTF-8", e);
        }
    }
}
