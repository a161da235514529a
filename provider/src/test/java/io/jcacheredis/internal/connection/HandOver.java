package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.Echo.Injected;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** A few lanes to a server in memory, calls of all manners to it, and what must hold however they meet. */
@SuppressWarnings("ThreadPriorityCheck") // to yield makes more orders come up, and nothing relies on it
final class HandOver {

    /** What a call comes to when all holds. */
    static final String HELD = "held";

    /** Even calls whose deadline has just ended are sent, so that no clock is needed for giving up. */
    private static final long SHORTEST = -TimeUnit.MINUTES.toNanos(1);

    private final List<Lane> lanes;
    private final LaneGroup group;

    HandOver(int lanes, boolean onlyOurs, Executor threads) {
        Fence fence = new Fence(new Node("memory", 1), true);
        Generation generation = new Generation(new AtomicInteger());
        Watchdog unneeded = new Watchdog(1, run -> {});
        this.lanes = Stream.generate(() -> new Lane(
                        (timeoutMillis, sockets) -> new EchoWire(), unneeded, Long.MAX_VALUE, fence, generation))
                .limit(lanes)
                .toList();
        this.group = new LaneGroup(this.lanes, SHORTEST, onlyOurs, threads);
    }

    /** Sends two commands at once, and tells what became of them that must not. */
    String send(Manner manner) {
        Echo first = new Echo(Manner.PATIENT);
        Echo second = new Echo(manner);
        List<CommandArguments> commands = List.of(command(first), command(second));
        Call call = new Call(commands, ReplyLimits.NONE, manner.deadline(System.nanoTime()));
        if (manner == Manner.INTERRUPTED) {
            Thread.currentThread().interrupt();
        } else if (manner == Manner.INTERRUPTED_MEANWHILE) {
            ForkJoinPool.commonPool().execute(Thread.currentThread()::interrupt);
        }
        String verdict;
        try {
            group.run(call);
            verdict = verdict(manner, call.replies(), first, second);
        } catch (NotSentException e) {
            verdict = first.neverSend() && second.neverSend() ? verdict(manner, e.getCause(), false) : "was sent: " + e;
        } catch (JedisException e) {
            verdict = verdict(manner, e.getCause(), true);
        } catch (Injected | IllegalStateException e) {
            verdict = verdict(manner, e, true);
        }
        return manner.isInterrupted() && !takeInterrupt() ? "lost the interrupt" : verdict;
    }

    private static boolean takeInterrupt() {
        long until = System.nanoTime() + Manner.MUCH;
        while (!Thread.interrupted()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }

    private static CommandArguments command(Echo echo) {
        return new CommandArguments(Command.ECHO).add((Object) echo);
    }

    private static String verdict(Manner manner, Object[] replies, Echo first, Echo second) {
        boolean own = replies.length == 2 && replies[0] == first && replies[1] == second;
        return own && manner.mayBeAnswered() ? HELD : "was answered by " + Arrays.toString(replies);
    }

    private static String verdict(Manner manner, Throwable cause, boolean sent) {
        boolean mayBe;
        if (cause instanceof InterruptedException) {
            mayBe = manner.isInterrupted();
        } else if (cause instanceof TimeoutException) {
            mayBe = !sent && manner.mayBeLate();
        } else if (cause instanceof SocketTimeoutException) {
            mayBe = sent && manner.mayBeLate();
        } else if (cause instanceof RejectedExecutionException) {
            mayBe = !sent;
        } else {
            mayBe = Echo.isOnPurpose(cause);
        }
        return mayBe ? HELD : (sent ? "failed by " : "was not sent because of ") + cause;
    }

    /** Whether all is left as it should be when nobody calls any more. */
    void requireRest() {
        long until = System.nanoTime() + Manner.MUCH;
        while (!rests() && System.nanoTime() - until < 0) {
            Thread.yield();
        }
        if (group.waiting() != 0) {
            throw new IllegalStateException(group.waiting() + " calls wait");
        }
        if (lanes.stream().anyMatch(Lane::isLed)) {
            throw new IllegalStateException("a lane is lost");
        }
    }

    private boolean rests() {
        return group.waiting() == 0 && lanes.stream().noneMatch(Lane::isLed);
    }

    /** How a call behaves. */
    enum Manner {
        /** It has all time. */
        PATIENT,
        /** Its owner gives it up when it would have to wait; a leader would still send it. */
        IMPATIENT,
        /** The same after a moment. */
        BRIEF,
        /** It has not enough time left to be sent. */
        LATE,
        /** Its owner is interrupted before. */
        INTERRUPTED,
        /** Its owner is interrupted at some time. */
        INTERRUPTED_MEANWHILE,
        /** Its second command can't be written, for want of memory. */
        UNWRITABLE,
        /** The same, by an exception. */
        ILL_BEHAVED,
        /** Its second reply can't be read, for want of memory. */
        UNREADABLE,
        /** The connection breaks instead of its second reply. */
        CUT,
        /** The same, and what is left of it can't be closed, for want of memory. */
        CUT_AND_STUCK;

        private static final long LITTLE = TimeUnit.MILLISECONDS.toNanos(1);
        private static final long MOMENT = TimeUnit.MICROSECONDS.toNanos(30);
        /** Who waits for that long is stranded. */
        private static final long MUCH = TimeUnit.SECONDS.toNanos(10);

        long deadline(long now) {
            return switch (this) {
                case IMPATIENT -> now - LITTLE;
                case BRIEF -> now + MOMENT;
                case LATE -> now - 10 * MUCH;
                default -> now + MUCH;
            };
        }

        boolean mayBeAnswered() {
            return switch (this) {
                case PATIENT, IMPATIENT, BRIEF, INTERRUPTED, INTERRUPTED_MEANWHILE -> true;
                case LATE, UNWRITABLE, ILL_BEHAVED, UNREADABLE, CUT, CUT_AND_STUCK -> false;
            };
        }

        boolean mayBeLate() {
            return this == IMPATIENT || this == BRIEF || this == LATE;
        }

        boolean isInterrupted() {
            return this == INTERRUPTED || this == INTERRUPTED_MEANWHILE;
        }
    }
}
