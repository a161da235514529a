package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Commands that are sent together, and the thread that waits for their replies: its owner.
 *
 * <p>While a call waits in a queue, its owner may give it up; it has not been sent then. A leader takes it out to send it, or
 * makes its owner the leader of a lane. Whoever changes the state first decides, so a reply reaches its owner or nobody.
 */
final class Call {

    private enum State {
        /** Nobody has it in hand: it waits in a queue, or its owner is about to lead. */
        WAITING,
        /** A leader sends it and reads its replies. */
        TAKEN,
        /** Its owner is to lead {@link #lane}. */
        LEADS,
        /** Its owner has gone. */
        GIVEN_UP,
        /** There are replies, or a failure. */
        DONE
    }

    private static final AtomicReferenceFieldUpdater<Call, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Call.class, State.class, "state");

    /**
     * How often an owner lets others run before it parks. To park and to be woken takes more time than all of these do, and where many
     * threads wait, most have their replies before: 16 to 256 threads get 1.3 to 1.5 times as much done. A virtual thread parks at
     * once, which takes no more than to yield: 256 of them get nearly twice as much done so.
     */
    private static final int YIELDS = 20;

    private final List<CommandArguments> commands;
    private final ReplyLimits limits;
    private final long deadline;
    private final long bytes;
    private final Thread owner = Thread.currentThread();
    private volatile State state = State.WAITING;

    // Written by the leader before the state, and read by the owner after it.
    private final @Nullable Object[] replies;
    private int answered;
    private boolean sent;
    private @Nullable Throwable failure;
    private @Nullable Lane lane;
    private @Nullable Call next; // the leader's

    /**
     * A call of this thread.
     *
     * @param limits what is kept of its replies
     * @param deadline by {@link System#nanoTime}
     */
    Call(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        this.commands = commands;
        this.limits = limits;
        this.deadline = deadline;
        this.bytes = bytesOf(commands);
        this.replies = new Object[commands.size()];
    }

    /** By {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    /** The number of commands. */
    int size() {
        return commands.size();
    }

    /** The bytes of the commands' arguments. */
    long bytes() {
        return bytes;
    }

    private static long bytesOf(List<CommandArguments> commands) {
        long bytes = 0;
        for (CommandArguments command : commands) {
            for (Rawable argument : command) {
                bytes += Joined.length(argument);
            }
        }
        return bytes;
    }

    /**
     * The owner waits until the call is done or it is to lead a lane.
     *
     * @return the lane to lead, or null if the call is done
     * @throws JedisException if the deadline or an interrupt, which is kept, comes first; a {@link NotSentException} if the
     *     call has not been sent
     */
    @Nullable
    @SuppressWarnings("ThreadPriorityCheck") // it saves time, and nothing relies on it
    Lane await() {
        int yields = ownerIsVirtual() ? 0 : YIELDS;
        while (true) {
            State now = state;
            if (now == State.DONE) {
                return null;
            }
            if (now == State.LEADS) {
                return lane;
            }
            if (yields > 0) {
                yields--;
                Thread.yield();
                continue;
            }
            long left = deadline - System.nanoTime();
            if (left > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, left);
            } else if (STATE.compareAndSet(this, now, State.GIVEN_UP)) {
                throw givenUp(now, left <= 0);
            }
        }
    }

    private static JedisException givenUp(State before, boolean late) {
        if (before == State.WAITING) {
            return new NotSentException(late ? new TimeoutException("no lane in time") : new InterruptedException());
        }
        return new JedisConnectionException(
                "the call was given up", late ? new SocketTimeoutException() : new InterruptedException());
    }

    /**
     * What became of a call that is done, for its owner: the replies as Redis sent them, or as the exceptions that they are.
     *
     * @throws NotSentException if it was not sent
     * @throws JedisException if it was sent, but not answered as a whole
     */
    @Nullable
    Object[] replies() {
        if (answered == replies.length) {
            return replies;
        }
        // A leader who ran out of memory may have failed to say why.
        Throwable cause = failure == null ? new IllegalStateException("its leader failed") : failure;
        if (!sent) {
            throw new NotSentException(cause);
        }
        throw new JedisConnectionException(cause.toString(), cause);
    }

    /** A leader takes the call, unless its owner has gone. */
    boolean take() {
        return STATE.compareAndSet(this, State.WAITING, State.TAKEN);
    }

    /** Makes the owner the leader of a lane, unless it has gone. */
    boolean makeLeader(Lane led) {
        lane = led;
        if (STATE.compareAndSet(this, State.WAITING, State.LEADS)) {
            LockSupport.unpark(owner);
            return true;
        }
        return false;
    }

    boolean ownerIsVirtual() {
        return VirtualThreads.isVirtual(owner);
    }

    /** The one after this in its batch. */
    @Nullable
    Call next() {
        return next;
    }

    /** Has that one come after this in their batch. */
    void follow(Call call) {
        next = call;
    }

    void writeTo(Wire wire) throws IOException {
        sent = true;
        for (CommandArguments command : commands) {
            wire.write(command);
        }
    }

    void readFrom(Wire wire) throws IOException {
        wire.begin(limits);
        while (answered < replies.length) {
            replies[answered] = wire.read();
            answered++;
        }
    }

    /** Notes why a reply is missing, if one is. */
    void failUnlessAnswered(Throwable cause) {
        if (answered < replies.length) {
            failure = cause;
        }
    }

    /** Lets the owner go on: the last thing that a leader does with a call. */
    void finish() {
        if (STATE.getAndSet(this, State.DONE) == State.TAKEN && owner != Thread.currentThread()) {
            LockSupport.unpark(owner);
        }
    }
}
