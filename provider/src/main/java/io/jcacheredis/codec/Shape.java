package io.jcacheredis.codec;

import java.nio.charset.StandardCharsets;

/** What the bytes of a codec begin with, as far as it tells them from those of others for certain. */
enum Shape {
    /** Text in UTF-8, as JSON and plain strings are. */
    TEXT("text", "") {
        /** No text begins with the second half of a character, nor with a byte that UTF-8 does not have. */
        @Override
        boolean fits(byte[] bytes) {
            return !CBOR.fits(bytes) && !JAVA.fits(bytes) && !ENVELOPE.fits(bytes);
        }
    },
    /** Java serialization: its magic number and version. */
    JAVA("java", "\u00ac\u00ed\u0000\u0005"),
    /** CBOR with the self-describe tag of RFC 8949, section 3.4.6. */
    CBOR("cbor", "\u00d9\u00d9\u00f7"),
    /** An {@link Envelope}: a byte that UTF-8 does not have, and JCR. */
    ENVELOPE("envelope", "\u00ffJCR"),
    /** Any bytes. */
    ANY("any", "");

    private final String text;
    // A character for each byte.
    private final String start;

    Shape(String text, String start) {
        this.text = text;
        this.start = start;
    }

    /** The shape of what a codec writes; {@link #ANY} for those of users. */
    static Shape of(Codec<?> codec) {
        return codec instanceof Shaped shaped ? shaped.shape() : ANY;
    }

    /** Whether bytes that have this shape can't have the other. */
    boolean differsFrom(Shape other) {
        return this != other && this != ANY && other != ANY;
    }

    /** Whether the bytes begin as this shape does. */
    boolean fits(byte[] bytes) {
        if (bytes.length < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (Byte.toUnsignedInt(bytes[i]) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes it tells of. */
    int length() {
        return start.length();
    }

    byte[] start() {
        return start.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return text;
    }
}
