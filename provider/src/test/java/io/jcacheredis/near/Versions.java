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

    static final int KEYS = 128;
    /** As many versions of an entry are remembered; older ones were acknowledged earlier. */
    private static final int REMEMBERED = 1 << 13;

    private static final int LONGS_OF_KEY = 1 + REMEMBERED;
    /** After the entries: how far each of the JVMs has come. */
    private static final int STEPS = KEYS * LONGS_OF_KEY * Long.BYTES;

    private static final int BYTES = STEPS + NearTrial.JVMS * Long.BYTES;
    /** In place of a time. */
    private static final long LOST = Long.MAX_VALUE;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer shared;

    private Versions(ByteBuffer shared) {
        this.shared = shared;
    }

    static Versions in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Versions(channel.map(MapMode.READ_WRITE, 0, BYTES));
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
        LONGS.setRelease(shared, timeOf(key, version), nanos);
        LONGS.setRelease(shared, place(key, 0), version);
    }

    /** Versions that were acknowledged have been lost by Redis, all from one to another. */
    void lose(int key, long first, long last) {
        for (long version = first; version <= last; version++) {
            LONGS.setRelease(shared, timeOf(key, version), LOST);
        }
    }

    /** For how long, at that time, there had been an acknowledged version that is newer than this one; negative for none. */
    long age(int key, long version, long nanos) {
        long newer = newerUpTo(acknowledged(key), key, version);
        return newer < 0 ? -1 : nanos - (long) LONGS.getAcquire(shared, timeOf(key, newer));
    }

    /** The first acknowledged version after one and up to another that was not lost, or -1. */
    long newerUpTo(long last, int key, long version) {
        for (long next = version + 1; next <= last; next++) {
            if ((long) LONGS.getAcquire(shared, timeOf(key, next)) != LOST) {
                return next;
            }
        }
        return -1;
    }

    /** A JVM has done that step, 1 being the first. */
    void done(int jvm, long step) {
        LONGS.setRelease(shared, STEPS + jvm * Long.BYTES, step);
    }

    /** Whether all JVMs have done that step. */
    boolean haveAllDone(long step) {
        for (int jvm = 0; jvm < NearTrial.JVMS; jvm++) {
            if ((long) LONGS.getAcquire(shared, STEPS + jvm * Long.BYTES) < step) {
                return false;
            }
        }
        return true;
    }

    private static int timeOf(int key, long version) {
        return place(key, 1 + version % REMEMBERED);
    }
}
