package io.jcacheredis.codec;

import java.nio.charset.StandardCharsets;

/** UTF-8 that refuses what it can't give back, where {@link String#getBytes} would write a question mark. */
final class Utf8 {

    /** Stands in the place of bytes that are no character; it is one itself. */
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static byte[] encode(String text) {
        requireWellFormed(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes) {
        // A decoder that refuses makes more objects and takes several times as long.
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isValid(bytes, 0, bytes.length)) {
            throw CodecException.unreadable("the bytes are not UTF-8 text");
        }
        return text;
    }

    /** Whether {@link #decode} would read these bytes, told without reading them: RFC 3629, section 4. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int first = Byte.toUnsignedInt(bytes[i++]);
            if (first < 0x80) {
                continue;
            }
            int further = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
            if (further == 0 || further > to - i || !mayFollow(first, Byte.toUnsignedInt(bytes[i]))) {
                return false;
            }
            for (int end = i + further; i < end; i++) {
                if ((bytes[i] & 0xC0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Rules out longer forms of shorter ones, halves of characters, and what is beyond the last character. */
    private static boolean mayFollow(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    /** Returns the text if it has a UTF-8 form. */
    static String requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                i = endOfPair(text, i);
            }
        }
        return text;
    }

    private static int endOfPair(String text, int start) {
        int c = text.codePointAt(start);
        if (!Character.isSupplementaryCodePoint(c)) {
            throw new CodecException("a String with an unpaired surrogate (at index " + start
                    + ") has no UTF-8 form; encode binary data as byte[] or base64");
        }
        return start + 1;
    }
}
