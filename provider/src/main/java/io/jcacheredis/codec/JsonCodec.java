package io.jcacheredis.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of one declared type. Nothing in the bytes can name a class, unless the type itself says so with
 * {@code @JsonTypeInfo}, and then only an allowed one.
 *
 * <p>For rolling upgrades: a property that the class does not know is ignored; one that is missing, though this codec
 * always writes all of them, means that an older class wrote the value, and the entry can't be decoded (a miss, which is
 * then written anew) rather than come back with a null or zero that nobody put. Where JSON was asked for by
 * configuration, missing properties are left to the class and its annotations.
 */
final class JsonCodec<V> implements Codec<V> {

    private static final Set<Class<?>> INTERFACES = Set.of(List.class, Set.class, Map.class, Collection.class);

    private final Class<V> type;
    private final boolean anySubclass;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JsonCodec(Class<V> type, boolean proven, CodecSettings settings) {
        JsonMapper mapper = JsonMappers.create(proven, new AllowList(type, settings.allow()));
        this.type = type;
        this.anySubclass = !proven && (INTERFACES.contains(type) || isPolymorphic(type));
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    /** JSON for a type that {@link JsonProof} has no objection to. */
    static <V> JsonCodec<V> proven(Class<V> type, CodecSettings settings) {
        return new JsonCodec<>(type, true, settings);
    }

    /** JSON because the user says so, who knows that the type allows it. */
    static <V> JsonCodec<V> asConfigured(Class<V> type, CodecSettings settings) {
        return new JsonCodec<>(type, false, settings);
    }

    private static boolean isPolymorphic(@Nullable Class<?> type) {
        return type != null && (type.isAnnotationPresent(JsonTypeInfo.class) || isPolymorphic(type.getSuperclass()));
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public byte[] encode(V value) {
        if (value.getClass() != type && !(anySubclass && type.isInstance(value))) {
            throw Mismatch.of(type, value.getClass());
        }
        try {
            return writer.writeValueAsBytes(value);
        } catch (RuntimeException | StackOverflowError e) {
            throw failure("can't write " + type.getName() + " as JSON", e);
        }
    }

    @Override
    public V decode(byte[] bytes) {
        V value;
        try {
            value = reader.readValue(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            throw failure("the bytes are not the JSON of a " + type.getName(), e);
        }
        if (value == null) {
            throw new CodecException("the bytes are the JSON of null, not of a " + type.getName());
        }
        return value;
    }

    /** Keeps what the user's own code threw, but not Jackson's messages, as they quote the value. */
    private static CodecException failure(String message, Throwable failure) {
        if (!(failure instanceof JacksonException json)) {
            return new CodecException(message, failure);
        }
        if (json.getCause() instanceof CodecException own) {
            return own;
        }
        String where = json.getLocation() == null
                ? ""
                : " at byte " + json.getLocation().getByteOffset();
        Throwable cause = json.getCause() instanceof JacksonException ? null : json.getCause();
        return new CodecException(message + " (" + json.getClass().getSimpleName() + where + ")", cause);
    }
}
