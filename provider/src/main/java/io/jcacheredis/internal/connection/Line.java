package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * One life of a connection by which a server tells of what happens there: it begins, and it ends for good with the first doubt. A
 * thread of its own reads what comes. Other methods may be called by any thread.
 */
public final class Line {

    private static final Logger log = LoggerFactory.getLogger(Line.class);

    /** Without an answer for so long, the server counts as gone. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Place place;
    private final Connector connector;
    private final CommandArguments beat;
    private final LineListener listener;
    private final ReentrantLock lock = new ReentrantLock(); // around what is written
    private final Queue<Consumer<@Nullable Object>> awaited = new ArrayDeque<>(); // under the lock

    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean told; // the listener knows of it, and will hear of its end or has not done so yet
    private volatile boolean begun;
    private volatile long lastBeat;
    private volatile @Nullable Socket socket;
    private volatile boolean over;
    private @Nullable Wire wire; // to write to, under the lock

    /**
     * A line that has not begun.
     *
     * @param beat what the server is asked to find out whether it is there; an error as its answer ends the line, but not that somebody
     *     else has the key, unless the place is one for its keys
     */
    Line(Place place, Connector connector, CommandArguments beat, LineListener listener) {
        this.place = place;
        this.connector = connector;
        this.beat = beat;
        this.listener = listener;
    }

    /** The server at its other end. */
    public Node node() {
        return place.node();
    }

    Place place() {
        return place;
    }

    /** Whether it has ended, or is about to. */
    boolean isOver() {
        return over;
    }

    /** Whether it is about to end, and its listener has not been told yet. */
    boolean isEnding() {
        return over && told;
    }

    /**
     * Connects, and reads what comes until the end.
     *
     * @param asOf the last moment of which it is known that the server is one to listen to, by {@link System#nanoTime}
     */
    void run(int timeoutMillis, long asOf) {
        try {
            Wire made = connector.connect(timeoutMillis, this::show);
            try {
                boolean reads = begin(made, asOf);
                while (reads) {
                    made.begin(listener.limits());
                    take(made.read());
                }
            } finally {
                made.close();
            }
        } catch (IOException | RuntimeException e) {
            log.debug("The line to {} has ended", place.node(), e);
        } finally {
            close();
            if (told) {
                try {
                    listener.ended(this);
                } finally {
                    told = false;
                }
            }
        }
    }

    private void show(Socket made) {
        socket = made;
        if (over) {
            closeSocket();
        }
    }

    private boolean begin(Wire made, long asOf) {
        lock.lock();
        try {
            told = true; // before it is looked at whether it is over: who ends it looks the other way round
            if (over) {
                told = false;
                return false;
            }
            wire = made;
        } finally {
            lock.unlock();
        }
        listener.begun(this);
        lastBeat = System.nanoTime();
        begun = true;
        beat(asOf);
        return true;
    }

    private void take(@Nullable Object reply) {
        if (!(reply instanceof Push push)) {
            answer(reply);
        } else if (push.isAnswer()) {
            answer(push.elements());
        } else {
            listener.told(this, push.elements());
        }
    }

    private void answer(@Nullable Object reply) {
        Consumer<@Nullable Object> awaiting;
        lock.lock();
        try {
            awaiting = awaited.remove();
        } finally {
            lock.unlock();
        }
        awaiting.accept(reply instanceof Push push ? push.elements() : reply);
    }

    /**
     * Sends a command, and has its answer taken by the line's thread: as Redis sent it, or the {@link JedisException} that it is. If the
     * line ends before, nobody hears of it but the listener. SUBSCRIBE and UNSUBSCRIBE, which have an answer for each channel, are sent
     * with one.
     */
    public void send(CommandArguments command, Consumer<@Nullable Object> answer) {
        lock.lock();
        try {
            Wire open = wire;
            if (over || open == null) {
                return;
            }
            awaited.add(answer);
            open.write(command);
            open.flush();
        } catch (IOException e) {
            close();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks the server twice whether it is there, the second time when it has answered the first, and ends the line if an answer is
     * overdue. A server tells what was changed only when it has done all commands that it has just read, and answers before that. So the
     * second answer comes after all that was to be told of what was done before the first question.
     *
     * @param asOf the moment of which that is a proof, not after this one
     */
    void beat(long asOf) {
        long now = System.nanoTime();
        if (!begun) {
            return;
        }
        if (beating.compareAndSet(false, true)) {
            lastBeat = now;
            send(beat, first -> {
                requireAnswer(first);
                send(beat, second -> {
                    requireAnswer(second);
                    beating.set(false);
                    listener.proven(this, asOf);
                });
            });
        } else if (now - lastBeat > SILENCE_NANOS) {
            log.debug("{} has been silent for too long", place.node());
            close();
        }
    }

    /** A user who may not ask has an answer too, and so has who asks for a key that is on its way elsewhere. */
    private void requireAnswer(@Nullable Object answer) {
        if (answer instanceof JedisAskDataException || (place.isOfAnyKeys() && isOfAKey(answer))) {
            return;
        }
        if (answer instanceof JedisException refusal) {
            switch (FailureKind.of(refusal)) {
                case UNREACHABLE, NOT_LET_IN, REFUSED_NOW -> throw refusal;
                case NOT_PERMITTED, NOT_REPLICATED, COMMAND_REFUSED -> {}
            }
        }
    }

    /** Whether it says of that key only that it is not there, as somebody else has its slot, or nobody has. */
    private static boolean isOfAKey(@Nullable Object answer) {
        return answer instanceof JedisMovedDataException
                || (answer instanceof JedisClusterException down
                        && String.valueOf(down.getMessage()).startsWith("CLUSTERDOWN Hash slot"));
    }

    /** Ends it. The listener is told by the line's thread. */
    public void close() {
        over = true;
        closeSocket();
    }

    private void closeSocket() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nobody waits for it any more.
            }
        }
    }

    @Override
    public String toString() {
        return "line to " + place.node();
    }
}
