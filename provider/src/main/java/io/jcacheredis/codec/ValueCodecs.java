package io.jcacheredis.codec;

import java.util.ArrayList;
import java.util.List;
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

    private ValueCodecs() {}

    /**
     * Chooses by the settings, and by the type where they leave it open.
     *
     * @param declaredType the type of the values as the cache's configuration gives it; {@code Object.class} for an
     *     untyped cache
     * @throws CodecException if the configured format can't hold the declared type, or a pattern is malformed
     */
    public static <V> CodecChoice<V> choose(Class<V> declaredType, CodecSettings settings) {
        CodecChoice<V> choice = plain(declaredType, settings);
        Codec<V> limited = new LimitedCodec<>(choice.codec(), settings);
        return new CodecChoice<>(withOptions(limited, declaredType, settings), choice.reason());
    }

    /**
     * The codec object of a program, as the settings of its cache have it: held to their limits, with their allowed
     * classes and class loader if it is one of {@link Codecs} without settings of its own, and with their options where
     * it has none.
     *
     * @throws CodecException if what was written by {@link CodecSettings#migrateFrom} can't be told from its values
     */
    public static <V> CodecChoice<V> configured(Codec<V> own, Class<V> declaredType, CodecSettings settings) {
        List<String> overruled = new ArrayList<>();
        CodecSettings rest = settings;
        boolean versioned = Option.isOn(own, VersionedCodec.class);
        if (versioned && settings.schemaVersion() > 1) {
            overruled.add("schema-version");
        }
        if (settings.migrateFrom() != null && (versioned || Option.isOn(own, MigratingCodec.class))) {
            overruled.add("migrate-from");
            rest = rest.withMigrateFrom(null);
        }
        return new CodecChoice<>(
                withOptions(bounded(own, settings), declaredType, rest), "set by its configuration", overruled);
    }

    /** A codec with the limits of the settings, and with whatever else of them it takes. */
    static <V> Codec<V> bounded(Codec<V> codec, CodecSettings settings) {
        if (codec instanceof Option<V> option) {
            return option.with(settings);
        }
        return new LimitedCodec<>(
                codec instanceof StructuredCodec<V> structured ? structured.in(settings) : codec, settings);
    }

    /** The codec for a format, without options. */
    private static <V> CodecChoice<V> plain(Class<V> type, CodecSettings settings) {
        return switch (settings.format()) {
            case AUTO -> byType(type, settings);
            case JSON -> configured(StructuredCodec.of(StructuredFormat.JSON, type, settings));
            case CBOR -> configured(StructuredCodec.of(StructuredFormat.CBOR, type, settings));
            case JAVA -> configured(new JavaSerializationCodec<>(type, settings));
            case STRING -> configured(ofExactly(String.class, new StringCodec(), type));
            case BYTES -> configured(ofExactly(byte[].class, new BytesCodec(), type));
            case TEXT -> configured(text(type));
        };
    }

    /**
     * The codec with what the settings ask for beyond its format. Where its bytes can't be taken for an envelope, it can
     * read what was written with compression even if that is off by now.
     */
    private static <V> Codec<V> withOptions(Codec<V> bounded, Class<V> type, CodecSettings settings) {
        if (MigratingCodec.readsEnvelopes(bounded)) {
            requireNoOptions(settings);
            return bounded;
        }
        if (bounded instanceof CompressedCodec<V> compressed) {
            return compressed.around(versioned(compressed.writer(), type, settings), settings);
        }
        Codec<V> codec = versioned(bounded, type, settings);
        if (Option.isOn(codec, CompressedCodec.class)) {
            return codec;
        }
        boolean mayBeCompressed = Shape.of(codec) != Shape.ANY && !codec.canonical();
        return settings.compression() == Compression.NONE && !mayBeCompressed
                ? codec
                : new CompressedCodec<>(codec, settings);
    }

    private static void requireNoOptions(CodecSettings settings) {
        if (settings.schemaVersion() > 1 || settings.compression() != Compression.NONE) {
            throw new CodecException(
                    "the codec object migrates from values with a schema version or compression, so that"
                            + " schema-version and compression can't be set for it; set them in the program");
        }
    }

    private static <V> Codec<V> versioned(Codec<V> codec, Class<V> type, CodecSettings settings) {
        boolean marked = settings.schemaVersion() > 1;
        ValueFormat from = settings.migrateFrom();
        // What a program compresses inside is not what a mark of version 1 may stand before.
        boolean bare = !marked && from == null && Option.isOn(codec, CompressedCodec.class);
        if (bare || Option.isOn(codec, VersionedCodec.class)) {
            return codec;
        }
        if (from == null) {
            return marked || Shape.of(codec) != Shape.ANY
                    ? new VersionedCodec<>(codec, settings.schemaVersion())
                    : codec;
        }
        Codec<V> former =
                new LimitedCodec<>(plain(type, settings.withFormat(from)).codec(), settings);
        if (!marked && former.name().equals(codec.name())) {
            throw new CodecException("values are written as " + codec.name() + " anyway; take migrate-from out");
        }
        return marked
                ? new VersionedCodec<>(codec, settings.schemaVersion(), MigratingCodec.recognizable(former))
                : new VersionedCodec<>(Codecs.migrating(codec, former), 1);
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
                    StructuredCodec.of(StructuredFormat.JSON, type, settings),
                    "json: every part of record " + type.getTypeName() + " can be rebuilt");
        }
        return new CodecChoice<>(new JavaSerializationCodec<>(type, settings), "java: " + objection);
    }

    private static <V> CodecChoice<V> configured(Codec<V> codec) {
        return new CodecChoice<>(codec, codec.name() + ": as configured");
    }

    static <V> Codec<V> text(Class<V> type) {
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
    private record Narrowed<T, V>(Class<V> declared, Class<T> exact, Codec<T> codec) implements Codec<V>, Shaped {

        @Override
        public String name() {
            return codec.name();
        }

        @Override
        public Set<String> reads() {
            return codec.reads();
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

        @Override
        public Shape shape() {
            return Shape.of(codec);
        }
    }
}
