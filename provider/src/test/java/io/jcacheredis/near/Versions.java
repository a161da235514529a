package io.jcacheredis.near;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * When which version of an entry was acknowledged, in a file that the JVMs of one machine share: there they have the same {@link
 * System#nanoTime}.
 */
final class Versions {

    static final int KEYS = 32;
    /** As many versions of an entry are remembered; older ones were acknowledged earlier. */
    private static final int REMEMBERED = 1 << 15;

    private static final int LONGS_OF_KEY = 1 + REMEMBERED;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer shared;

    private Versions(ByteBuffer shared) {
        this.shared = shared;
    }

    static Versions in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Versions(channel.map(MapMode.READ_WRITE, 0, (long) KEYS * LONGS_OF_KEY * Long.BYTES));
        }
    }

    private static int place(int key, long index) {
        return Math.toIntExact((key * (long) LONGS_OF_KEY + index) * Long.BYTES);
    }

    /** The latest version that was acknowledged. */
    long acknowledged(int key) {
        return (long) LONGS.getAcquire(shared, place(key, 0));
    }

    /** The next version was acknowledged at that time. */
    void acknowledge(int key, long version, long nanos) {
        LONGS.setRelease(shared, place(key, 1 + version % REMEMBERED), nanos);
        LONGS.setRelease(shared, place(key, 0), version);
    }

    /** For how long, at that time, there had been an acknowledged version that is newer than this one; negative for none. */
    long age(int key, long version, long nanos) {
        return acknowledged(key) <= version
                ? -1
                : nanos - (long) LONGS.getAcquire(shared, place(key, 1 + (version + 1) % REMEMBERED));
    }
}
