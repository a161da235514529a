package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.store.KeyPattern;
import java.util.Arrays;

/**
 * The Redis keys of one cache: those that begin with {@code <prefix><cache>:}.
 *
 * @param cacheName the cache's name, for messages
 * @param start what all of its Redis keys begin with, and no other cache's
 */
public record KeySpace(String cacheName, String start) {

    /**
     * Those that begin so.
     *
     * @throws IllegalArgumentException if the start is not {@linkplain #isWellFormed well-formed}
     */
    public KeySpace {
        if (!isWellFormed(start)) {
            throw new IllegalArgumentException("half of a character is lost in Redis");
        }
    }

    /** The key space of a cache. */
    public static KeySpace of(String prefix, String cacheName) {
        return new KeySpace(cacheName, prefix + cacheName + ":");
    }

    /**
     * Whether a text is the same in Redis. One with half of a surrogate pair is not: UTF-8 has a question mark for it, so
     * that other names would be the same there.
     */
    public static boolean isWellFormed(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    byte[] startBytes() {
        return start.getBytes(UTF_8);
    }

    /** Whether one of the two key spaces holds keys of the other. */
    public boolean overlaps(KeySpace other) {
        return start.startsWith(other.start) || other.start.startsWith(start);
    }

    /** The glob pattern for SCAN that matches exactly the keys of this space which match that one. */
    byte[] pattern(KeyPattern pattern) {
        return join(KeyPattern.escaped(startBytes()), pattern.glob());
    }

    static byte[] join(byte[] start, byte[] key) {
        byte[] joined = Arrays.copyOf(start, start.length + key.length);
        System.arraycopy(key, 0, joined, start.length, key.length);
        return joined;
    }
}
