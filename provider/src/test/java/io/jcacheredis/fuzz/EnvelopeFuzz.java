package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Compression;
import io.jcacheredis.codec.ValueCodecs;
import io.jcacheredis.codec.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * Strings and byte arrays, plain and in envelopes: compressed, with a schema version, and migrating. The first byte
 * chooses the codec, the second how the rest is wrapped, as no fuzzer finds a checksum.
 */
public final class EnvelopeFuzz {

    private static final CodecSettings PLAIN = JavaFuzz.settings();
    private static final CodecSettings COMPRESSED = PLAIN.withCompression(Compression.DEFLATE, 16);

    static final List<Codec<?>> CODECS = List.of(
            of(String.class, PLAIN),
            of(byte[].class, PLAIN),
            of(String.class, COMPRESSED),
            of(byte[].class, COMPRESSED),
            of(byte[].class, COMPRESSED.withSchemaVersion(3)),
            of(String.class, COMPRESSED.withSchemaVersion(2)),
            of(Model.Point.class, PLAIN),
            of(Model.Point.class, COMPRESSED.withFormat(ValueFormat.JSON).withMigrateFrom(ValueFormat.JAVA)),
            of(Model.Point.class, COMPRESSED.withFormat(ValueFormat.CBOR).withMigrateFrom(ValueFormat.JSON)),
            of(
                    Integer.class,
                    COMPRESSED
                            .withFormat(ValueFormat.JSON)
                            .withMigrateFrom(ValueFormat.TEXT)
                            .withSchemaVersion(2)),
            of(Object.class, COMPRESSED.withSchemaVersion(7)));

    private EnvelopeFuzz() {}

    private static <V> Codec<V> of(Class<V> type, CodecSettings settings) {
        return ValueCodecs.choose(type, settings).codec();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        Codec<?> codec = input.choose(CODECS);
        byte[] wrapped = wrapped(input);
        Bounds.check(bytes.length, () -> Decoding.check(codec, wrapped, Same::test));
    }

    private static byte[] wrapped(Input input) {
        return switch (input.choose(6)) {
            case 1 -> versioned(input.choose(8), input.rest());
            case 2 -> deflated(input.choose(256) - 128, input.rest());
            case 3 -> deflated(0, versioned(input.choose(8), input.rest()));
            case 4 -> deflated(0, deflated(0, input.rest()));
            case 5 -> versioned(input.choose(8), deflated(0, input.rest()));
            default -> input.rest();
        };
    }

    static byte[] versioned(int version, byte[] content) {
        return envelope('V', version, content, content.length);
    }

    /** With a length that is told wrong by some bytes, or many. */
    static byte[] deflated(int wrongBy, byte[] content) {
        // Grows with what comes out: the heap is small, and the content may be a bomb.
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return envelope(
                'D',
                wrongBy == 127 ? Integer.MAX_VALUE : content.length + wrongBy,
                deflated.toByteArray(),
                deflated.size());
    }

    private static byte[] envelope(char kind, int number, byte[] content, int length) {
        return ByteBuffer.allocate(10 + length)
                .putInt(0xFF4A4352)
                .put((byte) 1)
                .put((byte) kind)
                .putInt(number)
                .put(content, 0, length)
                .array();
    }
}
