package io.jcacheredis.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A value with a header, where an option needs one. The layout, which {@code docs/data-layout.md} describes:
 *
 * <pre>
 * 0  FF 4A 43 52   no text, JSON, CBOR or serialized object begins like this
 * 4  01            the version of this layout
 * 5  kind          what the content is
 * 6  number        four bytes, the most significant first: a length or a version
 * 10 content
 * </pre>
 *
 * @param number what it means depends on the kind
 * @param rest the content, from its position on
 */
record Envelope(Kind kind, int number, ByteBuffer rest) {

    /** What the content of an envelope is. */
    enum Kind {
        /** A value in the format of RFC 1950; the number is its length when inflated. */
        DEFLATED('D'),
        /** A value as it is, of a codec that may begin with any bytes; the number is its length. */
        STORED('S'),
        /** A value of a schema version, which is the number. */
        VERSIONED('V');

        private final byte code;

        Kind(char code) {
            this.code = (byte) code;
        }

        private static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw CodecException.unreadable("the envelope is of a kind that this version does not know");
        }
    }

    static final int HEADER = 10;
    private static final byte[] MAGIC = Shape.ENVELOPE.start();
    private static final byte VERSION = 1;

    /** The bytes of an envelope, whose content are the first ones of an array. */
    static byte[] write(Kind kind, int number, byte[] content, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put(MAGIC)
                .put(VERSION)
                .put(kind.code)
                .putInt(number)
                .put(content, 0, length)
                .array();
    }

    /** Opens an envelope; {@code null} if the bytes are none. */
    static @Nullable Envelope read(byte[] bytes) {
        if (!Shape.ENVELOPE.fits(bytes)) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        if (bytes.length < HEADER || in.get() != VERSION) {
            throw CodecException.unreadable("the envelope is cut off, or of a layout that this version does not know");
        }
        return new Envelope(Kind.of(in.get()), in.getInt(), in);
    }

    /** How many bytes of content there are. */
    int length() {
        return rest.remaining();
    }

    byte[] content() {
        byte[] content = new byte[rest.remaining()];
        rest.get(rest.position(), content);
        return content;
    }
}
