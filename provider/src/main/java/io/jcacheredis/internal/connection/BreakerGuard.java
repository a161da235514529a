package io.jcacheredis.internal.connection;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Leaves one server alone while it does not answer, by a {@link Breaker}; and has a second try, within the deadline, for commands
 * that only read and whose connection broke. Each server has its own, so that those that answer are used.
 */
final class BreakerGuard implements Guard {

    private static final Set<ProtocolCommand> READS =
            Set.of(Command.GET, Command.MGET, Command.EXISTS, Command.STRLEN, Command.PTTL, Command.SCAN);

    private final Breaker breaker;
    private final ServerMeters meters;

    /** A guard that lets everything through. */
    BreakerGuard(Breaker breaker, ServerMeters meters) {
        this.breaker = breaker;
        this.meters = meters;
    }

    @Override
    @Nullable
    public Object[] send(Lanes lanes, List<CommandArguments> commands, ReplyLimits limits, long latest) {
        long now = System.nanoTime();
        if (latest - now < lanes.shortestNanos()) {
            // Its time went elsewhere, so it says nothing of this server.
            throw new NotSentException(new TimeoutException("no time left"));
        }
        long deadline = now + breaker.admit(latest - now);
        try {
            return sent(lanes, commands, limits, deadline);
        } catch (NotSentException e) {
            throw e;
        } catch (JedisException e) {
            // Most likely the server had closed the connection.
            if (lanes.isTooLate(deadline) || !onlyRead(commands)) {
                throw e;
            }
        }
        breaker.admit(latest - now);
        meters.countRepeated();
        return sent(lanes, commands, limits, deadline);
    }

    private static boolean isLate(JedisException failure) {
        Throwable root = FailureMessages.rootOf(failure);
        return root instanceof SocketTimeoutException || root instanceof TimeoutException;
    }

    private static boolean onlyRead(List<CommandArguments> commands) {
        return commands.stream().allMatch(command -> READS.contains(command.getCommand()));
    }

    private @Nullable Object[] sent(Lanes lanes, List<CommandArguments> commands, ReplyLimits limits, long deadline) {
        boolean told = false;
        try {
            @Nullable Object[] replies = lanes.exchange(commands, limits, deadline);
            told = true;
            breaker.answered(replies[0]);
            return replies;
        } catch (JedisException e) {
            told = true;
            meters.count(e);
            if (WaitForReplicas.isAtTheEndOf(commands) && isLate(e)) {
                breaker.gaveUp(); // it is the replicas that are late
            } else {
                breaker.failed(e);
            }
            throw e;
        } finally {
            if (!told) {
                breaker.gaveUp();
            }
        }
    }
}
