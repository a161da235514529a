package io.jcacheredis.internal.connection;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Lanes that are left alone while their server does not answer, by a {@link Breaker}; and a second try, within the deadline, for
 * commands that only read and whose connection broke.
 */
public final class GuardedConnections extends AbstractConnections {

    private static final Set<ProtocolCommand> READS =
            Set.of(Command.GET, Command.MGET, Command.EXISTS, Command.STRLEN, Command.PTTL, Command.SCAN);

    private final Lanes lanes;
    private final Breaker breaker;
    private final long timeoutNanos;
    private final LongAdder notSent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    /**
     * Connections that are made when they are needed.
     *
     * @param threads for what lanes need, and for what is to be done when the server is back
     */
    public GuardedConnections(ConnectionSettings settings, Executor threads) {
        this.lanes = new Lanes(settings, threads);
        this.breaker = new Breaker(settings.address(), threads);
        this.timeoutNanos = settings.timeout().toNanos();
    }

    @Override
    @Nullable
    Object[] run(List<CommandArguments> commands, ReplyLimits limits) {
        long deadline = System.nanoTime() + breaker.admit(timeoutNanos);
        try {
            return sent(commands, limits, deadline);
        } catch (NotSentException e) {
            throw e;
        } catch (JedisException e) {
            // Most likely the server had closed the connection.
            if (!lanes.isInTime(deadline) || !onlyRead(commands)) {
                throw e;
            }
        }
        breaker.admit(timeoutNanos);
        repeated.increment();
        return sent(commands, limits, deadline);
    }

    private static boolean onlyRead(List<CommandArguments> commands) {
        return commands.stream().allMatch(command -> READS.contains(command.getCommand()));
    }

    private @Nullable Object[] sent(List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        boolean told = false;
        try {
            @Nullable Object[] replies = lanes.run(commands, limits, deadline);
            told = true;
            breaker.answered(replies[0]);
            return replies;
        } catch (JedisException e) {
            told = true;
            count(e);
            breaker.failed(e);
            throw e;
        } finally {
            if (!told) {
                breaker.gaveUp();
            }
        }
    }

    private void count(JedisException failure) {
        if (failure instanceof NotSentException) {
            notSent.increment();
        } else if (FailureMessages.rootOf(failure) instanceof SocketTimeoutException) {
            late.increment();
        } else {
            broken.increment();
        }
    }

    @Override
    public ConnectionMeters meters() {
        return new ConnectionMeters(
                breaker.state(),
                breaker.outages(),
                breaker.notSent() + notSent.sum(),
                late.sum(),
                broken.sum(),
                repeated.sum(),
                lanes.opened(),
                lanes.busy(),
                lanes.waiting());
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        return lanes.failure(subject, cause);
    }

    @Override
    public FailureKind kindOf(JedisException failure) {
        return lanes.kindOf(failure);
    }

    @Override
    public Runnable whenBack(Runnable action) {
        return breaker.whenBack(action);
    }

    @Override
    public int generation() {
        return lanes.generation();
    }

    @Override
    public void close() {
        lanes.close();
    }

    @Override
    public String toString() {
        return lanes.toString();
    }
}
