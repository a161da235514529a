package io.jcacheredis.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry that was found in this JVM: what {@link Outcome.Found} says, again and again of the same bytes. Who has decoded them to an
 * object that nobody can change may leave it here for the others. Safe for use by several threads.
 */
public final class KeptValue implements Outcome {

    private final byte[] bytes;
    private volatile @Nullable Object shared;

    /**
     * A value that is kept.
     *
     * @param bytes its own: nobody else changes them
     */
    public KeptValue(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public Kind kind() {
        return Kind.FOUND;
    }

    /** A copy of the bytes, which may go into a value. */
    @Override
    public byte[] prior() {
        return bytes.clone();
    }

    /** Whether it is the same value. */
    public boolean hasBytesOf(KeptValue other) {
        return Arrays.equals(bytes, other.bytes);
    }

    /** What it was decoded to, or null if that is not shared. */
    public @Nullable Object shared() {
        return shared;
    }

    /** Lets others have what it was decoded to, which can't be changed. */
    public void share(Object value) {
        shared = value;
    }
}
