package io.jcacheredis.codec;

/**
 * Chooses the codec for the keys of a cache.
 *
 * <p>Where the declared type is String, a number, Boolean, Character, an enum, UUID, URI, Currency or a value type of
 * {@code java.time}, a key is its plain text: {@code prop-123}, {@code 42}, {@code RED}.
 *
 * <p>Everywhere else, as in an untyped cache, a String is still itself (unless it starts with {@code @}) and every
 * other key says what it is, so that {@code "1"}, {@code 1} and {@code 1L} are three keys: {@code 1}, {@code @int:1},
 * {@code @long:1}, {@code @enum:com.acme.Color:RED}, {@code @rec:com.acme.Point(@int:1,@int:2)}, {@code @list(a,b)}. Keys
 * of Spring, of the JSR-107 annotations and of Hibernate are taken apart in the same way. Any other Serializable key
 * becomes {@code @java:} and its serialized form.
 *
 * <p>Equal keys give equal text in every JVM, on these conditions:
 *
 * <ul>
 *   <li>Lists, sets and maps compare as their interfaces have it. Arrays compare by content: their identity means
 *       nothing beyond one JVM.
 *   <li>A record that overrides {@code equals} is equal only if its components are.
 *   <li>Another Serializable key is equal only if its fields are, down to their classes; it holds no hash map or hash
 *       set (their serialized form tells their capacity), and no hash code that differs between JVMs, as those of enums
 *       and of {@code Object} do. Where this does not hold, write a {@link KeyCodec} or use a record.
 * </ul>
 *
 * <p>Enums, records and other classes that a key names are read only if they follow from the declared type or from
 * {@link CodecSettings#allow()}; others are refused when they are written, except in keys of Hibernate,
 * which asks no cache for its keys.
 */
public final class KeyCodecs {

    private KeyCodecs() {}

    /**
     * Chooses by the declared type.
     *
     * @param declaredType the type of the keys as the cache's configuration gives it; {@code Object.class} for an
     *     untyped cache
     * @throws CodecException if a pattern in the settings is malformed
     */
    public static <K> KeyCodec<K> choose(Class<K> declaredType, CodecSettings settings) {
        // Not so for dates, as those of java.sql are subclasses.
        TextType<K> text = declaredType == java.util.Date.class ? null : TextTypes.of(declaredType);
        return limited(
                text != null ? new TextKeyCodec<>(text) : new TaggedKeyCodec<>(declaredType, settings), settings);
    }

    /** A codec, held to the limit of the settings. */
    public static <K> KeyCodec<K> limited(KeyCodec<K> codec, CodecSettings settings) {
        return new LimitedKeyCodec<>(codec, settings);
    }
}
