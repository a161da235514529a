package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Texts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
     * @throws IllegalArgumentException if the start is not {@linkplain Texts#isWellFormed well-formed}
     */
    public KeySpace {
        if (!Texts.isWellFormed(start)) {
            throw new IllegalArgumentException("half of a character is lost in Redis");
        }
    }

    /** The key space of a cache. */
    public static KeySpace of(String prefix, String cacheName) {
        return new KeySpace(cacheName, prefix + cacheName + ":");
    }

    /** The start, as Redis has it. */
    public byte[] startBytes() {
        return start.getBytes(UTF_8);
    }

    /** Whether one of the two key spaces holds keys of the other. */
    public boolean overlaps(KeySpace other) {
        return start.startsWith(other.start) || other.start.startsWith(start);
    }

    /** What the key of an entry of this space is beside its start, or null for the key of another one. */
    public byte @Nullable [] entryKey(byte[] redisKey) {
        byte[] begins = startBytes();
        boolean own =
                redisKey.length >= begins.length && Arrays.equals(begins, 0, begins.length, redisKey, 0, begins.length);
        return own ? Arrays.copyOfRange(redisKey, begins.length, redisKey.length) : null;
    }

    /** The glob pattern for SCAN that matches exactly the keys of this space which match that one. */
    byte[] pattern(KeyPattern pattern) {
        return join(KeyPattern.escaped(startBytes()), pattern.glob());
    }

    /** The Redis key of an entry. */
    public byte[] key(byte[] entryKey) {
        return join(startBytes(), entryKey);
    }

    static byte[] join(byte[] start, byte[] key) {
        byte[] joined = Arrays.copyOf(start, start.length + key.length);
        System.arraycopy(key, 0, joined, start.length, key.length);
        return joined;
    }
}
