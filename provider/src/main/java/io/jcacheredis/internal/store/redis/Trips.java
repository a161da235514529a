package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.store.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Sends the commands of one store, and sends one in another form where a server does not know the first and has done nothing: a script
 * that it has forgotten, or an option that is newer than it.
 */
final class Trips {

    /** Stands for the reply of what ends a load: this object, not one like it. */
    static final Outcome ENDED = new Outcome.Missing();

    /** Reads the reply of what ends a load. */
    static final Builder<Outcome> END = new Builder<>() {
        @Override
        public Outcome build(Object reply) {
            return ENDED;
        }
    };

    private final String cacheName;
    private final RedisConnections connections;

    /**
     * The trips of a store.
     *
     * @param cacheName for messages
     */
    Trips(String cacheName, RedisConnections connections) {
        this.cacheName = cacheName;
        this.connections = connections;
    }

    /** Ends a load of the entry first, in the same trip. */
    Outcome after(
            List<CommandObject<Outcome>> ends, Exchange answering, CommandObject<Outcome> command, ReplyLimits kept) {
        List<Object> replies;
        try {
            replies = answering.executeAll(with(ends, command), kept);
        } catch (JedisException e) {
            throw failure(e);
        }
        replies.subList(0, ends.size()).forEach(this::requireEnded);
        Object reply = replies.get(ends.size());
        if (!(reply instanceof JedisException error)) {
            return command.getBuilder().build(reply);
        }
        CommandObject<Outcome> other = otherForm(command, error);
        if (other == null) {
            throw failure(error);
        }
        return one(answering, other, kept);
    }

    private static <T> List<T> with(List<T> some, T another) {
        List<T> all = new ArrayList<>(some);
        all.add(another);
        return all;
    }

    /** A user who may not use the keys of leases has none, and shares none with others. */
    private void requireEnded(Object reply) {
        if (reply instanceof JedisException error && !(reply instanceof JedisAccessControlException)) {
            throw failure(error);
        }
    }

    /**
     * Sends a command and reads its reply.
     *
     * @param answering who is to answer
     * @param kept what is kept of the reply
     */
    <T> T one(Exchange answering, CommandObject<T> command, ReplyLimits kept) {
        try {
            return answering.execute(command, kept);
        } catch (JedisException e) {
            CommandObject<T> other = otherForm(command, e);
            if (other == null) {
                throw failure(e);
            }
            return one(answering, other, kept);
        }
    }

    /** The same in another form, where the server does not know this one and has done nothing; or null. */
    private static <T> @Nullable CommandObject<T> otherForm(CommandObject<T> command, JedisException failure) {
        if (failure instanceof JedisNoScriptException) {
            return Script.inFull(command);
        }
        return NewerCommand.isUnknown(command, failure) ? NewerCommand.inOlderForm(command) : null;
    }

    /** The same for many commands, in one trip; replies of what ends loads are {@link #ENDED}. */
    <T> List<T> all(Exchange answering, List<CommandObject<T>> batch, ReplyLimits kept) {
        if (batch.isEmpty()) {
            return List.of();
        }
        List<?> replies;
        try {
            replies = answering.executeAll(Script.firstInFull(batch, connections::serverOf), kept);
        } catch (JedisException e) {
            throw failure(e);
        }
        List<T> results = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof JedisNoScriptException) {
                // Forgotten in the middle of the trip: too late for the order, but a key rarely comes twice.
                results.add(one(answering, Script.inFull(batch.get(i)), kept));
            } else if (batch.get(i).getBuilder() == END) {
                requireEnded(reply);
                results.add(batch.get(i).getBuilder().build(reply));
            } else if (reply instanceof JedisException error) {
                throw failure(error);
            } else {
                results.add(batch.get(i).getBuilder().build(reply));
            }
        }
        return results;
    }

    /** The failure in the words of {@code javax.cache}. */
    RuntimeException failure(JedisException cause) {
        return connections.failure("cache '" + cacheName + "'", cause);
    }
}
