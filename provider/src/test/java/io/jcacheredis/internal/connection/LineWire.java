package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** The connection of a line to a server in memory, which answers each command at once, tells what the test has it tell, and goes. */
final class LineWire implements Wire {

    private static final Object END = new Object();

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final Supplier<Object> answer;

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

    @Override
    public Fence.@Nullable Peer peer() {
        return null;
    }

    @Override
    public void write(CommandArguments command) {
        told.add(answer.get());
    }

    @Override
    public void flush() {}

    @Override
    public void begin(ReplyLimits limits) {}

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
    public void close() {}
}
