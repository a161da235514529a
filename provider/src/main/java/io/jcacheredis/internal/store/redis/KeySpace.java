package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The Redis keys of one cache: those that begin with {@code <prefix><cache>:}.
 *
 * @param cacheName the cache's name, for messages
 * @param start what all of its Redis keys begin with, and no other cache's
 */
public record KeySpace(String cacheName, String start) {

    /** The key space of a cache. */
    public static KeySpace of(String prefix, String cacheName) {
        return new KeySpace(cacheName, prefix + cacheName + ":");
    }

    byte[] startBytes() {
        return start.getBytes(UTF_8);
    }

    /** Whether one of the two key spaces holds keys of the other. */
    public boolean overlaps(KeySpace other) {
        // As bytes, which is what Redis sees: a string that is no proper Unicode loses its difference there.
        byte[] mine = startBytes();
        byte[] others = other.startBytes();
        int shorter = Math.min(mine.length, others.length);
        return Arrays.equals(mine, 0, shorter, others, 0, shorter);
    }

    /** The glob pattern for SCAN that matches exactly the keys of this space. */
    byte[] pattern() {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (byte b : startBytes()) {
            if (b == '*' || b == '?' || b == '[' || b == ']' || b == '\\') {
                pattern.write('\\');
            }
            pattern.write(b);
        }
        pattern.write('*');
        return pattern.toByteArray();
    }

    static byte[] join(byte[] start, byte[] key) {
        byte[] joined = Arrays.copyOf(start, start.length + key.length);
        System.arraycopy(key, 0, joined, start.length, key.length);
        return joined;
    }
}
