package io.jcacheredis.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 that refuses what it can't give back, where {@link String#getBytes} would write a question mark. */
final class Utf8 {

    private Utf8() {}

    static byte[] encode(String text) {
        requireWellFormed(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CodecException.unreadable("the bytes are not UTF-8 text", e);
        }
    }

    /** Returns the text if it has a UTF-8 form. */
    static String requireWellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new CodecException("a String with an unpaired surrogate (at index " + i
                        + ") has no UTF-8 form; encode binary data as byte[] or base64");
            }
            i += Character.charCount(c);
        }
        return text;
    }
}
