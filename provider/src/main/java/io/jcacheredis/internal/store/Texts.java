package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts that become bytes in Redis. */
public final class Texts {

    private Texts() {}

    /**
     * Whether a text is the same in Redis. One with half of a surrogate pair is not: UTF-8 has a question mark for it, so
     * that others would be the same there.
     */
    public static boolean isWellFormed(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }
}
