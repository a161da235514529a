package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.Fence.Peer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection, and the right to use it, which one thread has at a time: its leader. It is connected when it is needed, and
 * anew after any doubt about what comes next on it.
 */
final class Lane {

    static final long NO_DEADLINE = Long.MIN_VALUE;
    private static final long EXPIRED = Long.MIN_VALUE + 1;

    private final Connector connector;
    private final Watchdog watchdog;
    private final Fence fence;
    private final Generation generation;
    private final long longestIdleNanos;

    private final AtomicBoolean led = new AtomicBoolean();
    private final AtomicLong openedConnections = new AtomicLong();

    /** Until when the leader's step is to be done, by {@link System#nanoTime}. */
    private final AtomicLong deadline = new AtomicLong(NO_DEADLINE);

    private volatile @Nullable Socket socket;
    private volatile boolean closed;
    private @Nullable Wire connection; // the leader's
    private long lastUsed;
    private int madeIn;

    /**
     * A lane that is not connected.
     *
     * @param longestIdleNanos after which it connects anew
     * @param generation counts the connections that broke; what broke one most likely broke all that were made before
     */
    Lane(Connector connector, Watchdog watchdog, long longestIdleNanos, Fence fence, Generation generation) {
        this.connector = connector;
        this.watchdog = watchdog;
        this.longestIdleNanos = longestIdleNanos;
        this.fence = fence;
        this.generation = generation;
    }

    /** Makes the calling thread the leader, if there is none. */
    boolean tryLead() {
        return !led.get() && led.compareAndSet(false, true);
    }

    /** How many connections were made. */
    long opened() {
        return openedConnections.get();
    }

    boolean isLed() {
        return led.get();
    }

    /** Ends the calling thread's lead. */
    void leave() {
        led.set(false);
    }

    /**
     * The leader sends calls and reads their replies: one round trip. Each of them has replies or a failure afterwards, even
     * if this method throws.
     *
     * @throws Error of the JVM
     */
    void serve(Batch batch) {
        boolean done = false;
        Throwable cause = null;
        deadline.set(batch.deadline());
        try {
            watchdog.watch();
            Wire usable = connected(batch.deadline());
            exchange(usable, batch);
            done = usable.isDrained();
        } catch (IOException | RuntimeException e) {
            cause = e;
        } catch (Error e) {
            cause = e;
            throw e;
        } finally {
            boolean late = deadline.getAndSet(NO_DEADLINE) == EXPIRED;
            if (done && !late && !closed) {
                lastUsed = System.nanoTime();
            } else {
                giveUp(batch, cause, late);
            }
        }
    }

    /** Who runs out of memory may do so again at each step here: the connection must not be used again all the same. */
    private void giveUp(Batch batch, @Nullable Throwable cause, boolean late) {
        try {
            if (cause != null) {
                batch.failUnlessAnswered(late ? new SocketTimeoutException() : cause);
                if (connection != null) {
                    fence.doubt(connection.peer());
                }
                generation.next();
            }
        } finally {
            drop();
        }
    }

    private void exchange(Wire usable, Batch batch) throws IOException {
        List<Peer> doubtful = fence.doubtful();
        for (Peer peer : doubtful) {
            usable.write(peer.kill());
        }
        batch.writeTo(usable);
        usable.flush();
        for (Peer peer : doubtful) {
            fence.settle(peer, usable.read());
        }
        batch.readFrom(usable);
    }

    private Wire connected(long until) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        Wire current = connection;
        long now = System.nanoTime();
        if (current != null && madeIn == generation.current() && now - lastUsed < longestIdleNanos) {
            return current;
        }
        drop();
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - now));
        madeIn = generation.current();
        Wire opened = connector.connect(Math.toIntExact(Math.min(left, Integer.MAX_VALUE)), this::show);
        connection = opened;
        openedConnections.incrementAndGet();
        return opened;
    }

    /** Lets the watchdog have the socket, or closes it at once where it came too late for that. */
    private void show(Socket made) {
        socket = made;
        if (deadline.get() == EXPIRED) {
            closeSocket();
        }
    }

    /** Lets nobody connect any more. The connection is closed at once, or when the leader is done with it. */
    void close() {
        closed = true;
        if (tryLead()) {
            drop();
            leave();
        }
    }

    /** Whether it will never be used again. */
    boolean isGone() {
        return closed && !led.get();
    }

    private void drop() {
        Wire dropped = connection;
        connection = null;
        closeSocket();
        socket = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (JedisException e) {
                // Its socket is closed all the same.
            }
        }
    }

    long deadline() {
        long current = deadline.get();
        return current == EXPIRED ? NO_DEADLINE : current;
    }

    /** The watchdog closes the socket, unless the step with that deadline has ended. */
    void expire(long late) {
        if (deadline.compareAndSet(late, EXPIRED)) {
            closeSocket();
        }
    }

    private void closeSocket() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing waits for it any more.
            }
        }
    }
}
