package io.jcacheredis.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the codec for the values of a cache.
 *
 * <p>Without a configured format the declared type decides:
 *
 * <table>
 * <caption>what AUTO chooses</caption>
 * <tr><th>declared type</th><th>codec</th></tr>
 * <tr><td>String</td><td>{@code string}</td></tr>
 * <tr><td>byte[]</td><td>{@code bytes}</td></tr>
 * <tr><td>boxed primitives, BigInteger, BigDecimal, UUID, URI, Currency, enums, the value types of java.time</td>
 * <td>{@code text}</td></tr>
 * <tr><td>a record whose every part JSON certainly gives back equal</td><td>{@code json}</td></tr>
 * <tr><td>everything else, also Object</td><td>{@code java}, behind an allow-list</td></tr>
 * </table>
 */
public final class ValueCodecs {

    private static final Set<Class<?>> NO_STRUCTURE = Set.of(Object.class, java.io.Serializable.class);

    private ValueCodecs() {}

    /**
     * Chooses by the settings, and by the type where they leave it open.
     *
     * @param declaredType the type of the values as the cache's configuration gives it; {@code Object.class} for an
     *     untyped cache
     * @throws CodecException if the configured format can't hold the declared type, or a pattern is malformed
     */
    public static <V> CodecChoice<V> choose(Class<V> declaredType, CodecSettings settings) {
        return switch (settings.format()) {
            case AUTO -> byType(declaredType, settings);
            case JSON -> configured(json(declaredType, settings));
            case JAVA -> configured(new JavaSerializationCodec<>(declaredType, settings));
            case STRING -> configured(ofExactly(String.class, new StringCodec(), declaredType));
            case BYTES -> configured(ofExactly(byte[].class, new BytesCodec(), declaredType));
            case TEXT -> configured(text(declaredType));
        };
    }

    private static <V> CodecChoice<V> byType(Class<V> type, CodecSettings settings) {
        if (type == String.class) {
            return new CodecChoice<>(ofExactly(String.class, new StringCodec(), type), "string: UTF-8");
        }
        if (type == byte[].class) {
            return new CodecChoice<>(ofExactly(byte[].class, new BytesCodec(), type), "bytes: as they are");
        }
        TextType<V> text = type == java.util.Date.class ? null : TextTypes.of(type);
        if (text != null) {
            return new CodecChoice<>(new TextCodec<>(text), "text: " + type.getTypeName() + " as plain text");
        }
        return structured(type, settings);
    }

    private static <V> CodecChoice<V> structured(Class<V> type, CodecSettings settings) {
        String objection = JsonProof.objection(type);
        if (objection == null) {
            return new CodecChoice<>(
                    JsonCodec.proven(type, settings),
                    "json: every part of record " + type.getTypeName() + " can be rebuilt");
        }
        return new CodecChoice<>(new JavaSerializationCodec<>(type, settings), "java: " + objection);
    }

    private static <V> CodecChoice<V> configured(Codec<V> codec) {
        return new CodecChoice<>(codec, codec.name() + ": as configured");
    }

    private static <V> Codec<V> json(Class<V> type, CodecSettings settings) {
        if (NO_STRUCTURE.contains(type)) {
            throw new CodecException("the json codec reads values as their declared type, and " + type.getName()
                    + " says nothing about them; declare the type of the cache's values");
        }
        return JsonProof.objection(type) == null
                ? JsonCodec.proven(type, settings)
                : JsonCodec.asConfigured(type, settings);
    }

    private static <V> Codec<V> text(Class<V> type) {
        @Nullable TextType<V> text = TextTypes.of(type);
        if (text == null) {
            throw new CodecException("the text codec can't hold " + type.getTypeName()
                    + "; it is for numbers, enums, UUID, URI and java.time");
        }
        return new TextCodec<>(text);
    }

    private static <T, V> Codec<V> ofExactly(Class<T> exact, Codec<T> codec, Class<V> declared) {
        if (!declared.isAssignableFrom(exact)) {
            throw new CodecException("the " + codec.name() + " codec can't hold " + declared.getTypeName());
        }
        return new Narrowed<>(declared, exact, codec);
    }

    /** Checks each value's class, so that an untyped cache too can have a codec for one class. */
    private record Narrowed<T, V>(Class<V> declared, Class<T> exact, Codec<T> codec) implements Codec<V> {

        @Override
        public String name() {
            return codec.name();
        }

        @Override
        public byte[] encode(V value) {
            return codec.encode(Mismatch.require(exact, value));
        }

        @Override
        public V decode(byte[] bytes) {
            return declared.cast(codec.decode(bytes));
        }

        @Override
        public boolean canonical() {
            return codec.canonical();
        }
    }
}
