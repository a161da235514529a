package io.jcacheredis.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The bytes of one run, taken apart: what to try first, then what to try it with. */
final class Input {

    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next byte as a number from 0 to below the bound; 0 at the end. */
    int choose(int bound) {
        return at < bytes.length ? Byte.toUnsignedInt(bytes[at++]) % bound : 0;
    }

    <T> T choose(List<T> choices) {
        return choices.get(choose(choices.size()));
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /** The rest as UTF-8, with U+FFFD for what is none. */
    String text() {
        return new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
    }
}
