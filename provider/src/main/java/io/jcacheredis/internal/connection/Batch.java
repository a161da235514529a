package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls that one leader sends together, in their order. They are linked by themselves: mostly there is only one. */
final class Batch {

    private static final int MOST_COMMANDS = 256;
    private static final long MOST_BYTES = 64 * 1024;

    private final long shortestNanos;
    private @Nullable Call first;
    private @Nullable Call last;
    private int commands;
    private long bytes;
    private long deadline;

    /**
     * A batch without calls.
     *
     * @param shortestNanos a call that has less time left is not sent, as it could hardly be answered
     */
    Batch(long shortestNanos) {
        this.shortestNanos = shortestNanos;
    }

    /** Adds a call that was taken, unless it is too late for it. */
    void add(Call call) {
        long left = call.deadline() - System.nanoTime();
        if (left < shortestNanos) {
            call.failUnlessAnswered(new TimeoutException("no lane in time"));
            call.finish();
            return;
        }
        if (last == null) {
            first = call;
            deadline = call.deadline();
        } else {
            last.follow(call);
            deadline = call.deadline() - deadline < 0 ? call.deadline() : deadline;
        }
        last = call;
        commands += call.size();
        bytes += call.bytes();
    }

    /** Takes what waits, until it is large enough. */
    void fill(Queue<Call> waiting) {
        while (commands < MOST_COMMANDS && bytes < MOST_BYTES) {
            Call call = waiting.poll();
            if (call == null) {
                return;
            }
            if (call.take()) {
                add(call);
            }
        }
    }

    boolean isEmpty() {
        return first == null;
    }

    /** The first deadline, by {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    void writeTo(Wire wire) throws IOException {
        for (Call call = first; call != null; call = call.next()) {
            call.writeTo(wire);
        }
    }

    void readFrom(Wire wire) throws IOException {
        for (Call call = first; call != null; call = call.next()) {
            call.readFrom(wire);
        }
    }

    /** Notes why replies are missing, in each call where one is. */
    void failUnlessAnswered(Throwable cause) {
        for (Call call = first; call != null; call = call.next()) {
            call.failUnlessAnswered(cause);
        }
    }

    /** Lets the owners go on. */
    void finish() {
        for (Call call = first; call != null; call = call.next()) {
            call.finish();
        }
    }
}
