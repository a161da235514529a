package io.jcacheredis.codec;

/**
 * The codecs of this library by name, for those who configure a cache in code rather than leave the choice to it. They
 * compose: {@code Codecs.compressed(Codecs.versioned(Codecs.json(Offer.class), 2))}.
 *
 * <p>In a cache they have its limits, its allowed classes and the class loader of its manager. Used by themselves, they
 * have the standard limits and allow nothing more than the declared types. What is made with a {@link CodecSettings}
 * keeps that.
 */
public final class Codecs {

    private Codecs() {}

    /** Strings as UTF-8. */
    public static Codec<String> string() {
        return new LimitedCodec<>(new StringCodec(), own());
    }

    /** Byte arrays as they are. */
    public static Codec<byte[]> bytes() {
        return new LimitedCodec<>(new BytesCodec(), own());
    }

    /**
     * A number, enum, UUID, URI or value of {@code java.time} as plain text, such as {@code 42}.
     *
     * @throws CodecException if the type has no such text
     */
    public static <V> Codec<V> text(Class<V> type) {
        return new LimitedCodec<>(ValueCodecs.text(type), own());
    }

    /**
     * JSON, read as that type only. Jackson's annotations count, unless the type needs none.
     *
     * @throws CodecException if the type is {@code Object}, which says nothing about what to read
     */
    public static <V> StructuredCodec<V> json(Class<V> type) {
        return StructuredCodec.of(StructuredFormat.JSON, type, type);
    }

    /** JSON, read as that type with its type arguments: {@code Codecs.json(new TypeRef<List<Offer>>() {})}. */
    public static <V> StructuredCodec<V> json(TypeRef<V> type) {
        return StructuredCodec.of(StructuredFormat.JSON, type.type(), type.getClass());
    }

    /**
     * CBOR (RFC 8949) with the self-describe tag, read as that type only; otherwise like JSON.
     *
     * @throws CodecException if the type is {@code Object}, which says nothing about what to read
     */
    public static <V> StructuredCodec<V> cbor(Class<V> type) {
        return StructuredCodec.of(StructuredFormat.CBOR, type, type);
    }

    /** CBOR, read as that type with its type arguments. */
    public static <V> StructuredCodec<V> cbor(TypeRef<V> type) {
        return StructuredCodec.of(StructuredFormat.CBOR, type.type(), type.getClass());
    }

    /** Java serialization of that type, of what it is made of, and of the classes that the settings allow. */
    public static <V> Codec<V> java(Class<V> type, CodecSettings settings) {
        return new JavaSerializationCodec<>(type, settings);
    }

    /** Another codec, with its values of 1,024 bytes and more deflated where that makes them smaller. */
    public static <V> Codec<V> compressed(Codec<V> codec) {
        return new CompressedCodec<>(codec, own().withCompression(Compression.DEFLATE), true);
    }

    /**
     * Another codec, with its values compressed as the settings say, and inflated up to {@link Limit#VALUE_BYTES}. It
     * also reads what the codec wrote without compression, if that is one of this library's other than {@code bytes}:
     * those of a user may write anything, so that theirs are in an envelope even when they are not compressed.
     */
    public static <V> Codec<V> compressed(Codec<V> codec, CodecSettings settings) {
        return new CompressedCodec<>(codec, settings);
    }

    /**
     * Another codec, with its values marked with a schema version. Those of another version are refused with {@link
     * CodecException.Reason#OTHER_VERSION}; values without a mark count as version 1.
     *
     * @throws IllegalArgumentException if the version is below 1
     */
    public static <V> Codec<V> versioned(Codec<V> codec, int version) {
        if (version < 1) {
            throw new IllegalArgumentException("a schema version is at least 1, not " + version);
        }
        return new VersionedCodec<>(codec, version);
    }

    /**
     * A codec that writes as the first one and also reads what the former one wrote.
     *
     * @throws CodecException if their bytes can't be told apart for certain
     */
    public static <V> Codec<V> migrating(Codec<V> codec, Codec<V> former) {
        return new MigratingCodec<>(codec, former);
    }

    /** Those of a codec whose cache is not known yet. */
    private static CodecSettings own() {
        return CodecSettings.defaults(Codecs.class.getClassLoader());
    }
}
