package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** The connection of a line to a server in memory, which answers each command at once, tells what the test has it tell, and goes. */
final class LineWire implements Wire {

    /** As an answer: none. */
    static final Object SILENCE = new Object();

    private static final Object END = new Object();

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final Supplier<Object> answer;
    private volatile boolean closed;
    private volatile @Nullable ReplyLimits limits;

    LineWire(Supplier<Object> answer) {
        this.answer = answer;
    }

    /** It tells that now. */
    void tell(Object message) {
        told.add(message);
    }

    /** It goes, after what it has told. */
    void go() {
        told.add(END);
    }

    boolean isClosed() {
        return closed;
    }

    /** What the last message was read with. */
    @Nullable
    ReplyLimits limits() {
        return limits;
    }

    @Override
    public Fence.@Nullable Peer peer() {
        return null;
    }

    @Override
    public void write(CommandArguments command) {
        Object next = answer.get();
        if (next != SILENCE) {
            told.add(next);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void begin(ReplyLimits now) {
        limits = now;
    }

    @Override
    public Object read() throws IOException {
        try {
            Object next = told.take();
            if (next == END) {
                throw new IOException("the server has gone");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean isDrained() {
        return told.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
