package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.store.Outcome;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What another JVM did to an entry, as {@code publish.lua} tells it.
 *
 * @param origin who did it
 * @param redisKey the key of the entry in Redis
 * @param outcome what it did; always with the value before, where there was one
 * @param written the value that was written, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record RemoteChange(byte[] origin, byte[] redisKey, Outcome outcome, byte @Nullable [] written) {

    static final int ORIGIN = 16;
    private static final int VERSION = 1;

    /** Reads a message, or nothing if it is none: another version of this provider may have written it, or somebody else. */
    public static Optional<RemoteChange> read(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        if (bytes.remaining() < 2 + ORIGIN || bytes.get() != VERSION) {
            return Optional.empty();
        }
        byte letter = bytes.get();
        byte[] origin = some(bytes, ORIGIN);
        byte[] key = part(bytes);
        byte[] written = key == null ? null : part(bytes);
        if (key == null || written == null) {
            return Optional.empty();
        }
        byte[] prior = some(bytes, bytes.remaining());
        return switch (letter) {
            case 'C' -> Optional.of(new RemoteChange(origin, key, new Outcome.Created(), written));
            case 'U' -> Optional.of(new RemoteChange(origin, key, new Outcome.Updated(prior, false), written));
            case 'V' -> Optional.of(new RemoteChange(origin, key, new Outcome.Updated(prior, true), written));
            case 'R' -> Optional.of(new RemoteChange(origin, key, new Outcome.Removed(prior), null));
            case 'E' -> Optional.of(new RemoteChange(origin, key, new Outcome.Found(prior, true), null));
            default -> Optional.empty();
        };
    }

    /** A length and so many bytes, or null if there are fewer. */
    private static byte @Nullable [] part(ByteBuffer bytes) {
        if (bytes.remaining() < Integer.BYTES) {
            return null;
        }
        int length = bytes.getInt();
        return length < 0 || length > bytes.remaining() ? null : some(bytes, length);
    }

    private static byte[] some(ByteBuffer bytes, int count) {
        byte[] some = new byte[count];
        bytes.get(some);
        return some;
    }
}
