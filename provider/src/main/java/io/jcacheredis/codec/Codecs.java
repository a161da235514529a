package io.jcacheredis.codec;

/** The codecs of this library by name, for those who configure a cache in code rather than leave the choice to it. */
public final class Codecs {

    private Codecs() {}

    /** Strings as UTF-8. */
    public static Codec<String> string() {
        return new StringCodec();
    }

    /** Byte arrays as they are. */
    public static Codec<byte[]> bytes() {
        return new BytesCodec();
    }

    /**
     * A number, enum, UUID, URI or value of {@code java.time} as plain text, such as {@code 42}.
     *
     * @throws CodecException if the type has no such text
     */
    public static <V> Codec<V> text(Class<V> type) {
        return ValueCodecs.choose(type, own().withFormat(ValueFormat.TEXT)).codec();
    }

    /**
     * JSON, read as that type only. Jackson's annotations count, unless the type needs none.
     *
     * @throws CodecException if the type is {@code Object}, which says nothing about what to read
     */
    public static <V> Codec<V> json(Class<V> type) {
        return ValueCodecs.choose(type, own().withFormat(ValueFormat.JSON)).codec();
    }

    /** Java serialization of that type, of what it is made of, and of the classes that the settings allow. */
    public static <V> Codec<V> java(Class<V> type, CodecSettings settings) {
        return new JavaSerializationCodec<>(type, settings);
    }

    private static CodecSettings own() {
        return CodecSettings.defaults(Codecs.class.getClassLoader());
    }
}
