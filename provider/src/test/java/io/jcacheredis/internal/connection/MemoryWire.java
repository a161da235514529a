package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisException;

/** A connection to a server in memory, which replies to each command by its text, unless the test has it fail or be silent. */
final class MemoryWire implements Wire {

    private final Fence.@Nullable Peer peer;
    private final List<String> gathered = new ArrayList<>();
    private final List<String> flushed = new CopyOnWriteArrayList<>();
    private final Broken socket = new Broken();
    private int read;
    private volatile boolean failing;
    private volatile boolean silent;
    private volatile boolean excessive;
    private volatile boolean closed;

    /** The socket of a connection, whose end wakes who waits for a silent server. Closing it fails all the same. */
    private static final class Broken extends Socket {

        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public synchronized void close() throws IOException {
            end.countDown();
            throw new IOException("on purpose");
        }

        @Override
        public boolean isClosed() {
            return end.getCount() == 0;
        }
    }

    MemoryWire(Fence.@Nullable Peer peer) {
        this.peer = peer;
    }

    /** Replies are failures of the connection from now on. */
    void fail() {
        failing = true;
    }

    /** There are no replies from now on, until the socket is closed. */
    void fallSilent() {
        silent = true;
    }

    /** There is a reply too many from now on. */
    void exceed() {
        excessive = true;
    }

    Socket socket() {
        return socket;
    }

    /** What was sent, in its order. */
    List<String> sent() {
        return flushed;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Fence.@Nullable Peer peer() {
        return peer;
    }

    @Override
    public void write(CommandArguments command) {
        List<String> parts = new ArrayList<>();
        for (Rawable part : command) {
            parts.add(new String(part.getRaw(), US_ASCII));
        }
        gathered.add(String.join(" ", parts));
    }

    @Override
    public void flush() {
        flushed.addAll(gathered);
        gathered.clear();
    }

    @Override
    public void begin(ReplyLimits limits) {}

    @Override
    public Object read() throws IOException {
        if (silent) {
            awaitEnd();
        }
        if (failing || silent) {
            throw new IOException("the connection broke, on purpose");
        }
        return "reply to " + flushed.get(read++);
    }

    private void awaitEnd() throws IOException {
        try {
            socket.end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean isDrained() {
        return !excessive && read == flushed.size();
    }

    @Override
    public void close() {
        closed = true;
        throw new JedisException("on purpose, as what is broken may fail again when it is closed");
    }
}
