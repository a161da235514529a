package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.connection.ConnectionMeters;
import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Makes Redis forget all scripts before every round trip. */
final class ForgetfulConnections implements RedisConnections {

    private final RedisConnections connections;

    ForgetfulConnections(RedisConnections connections) {
        this.connections = connections;
    }

    @Override
    public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        forgetScripts();
        return connections.execute(command, limits);
    }

    @Override
    public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        forgetScripts();
        return connections.executeAll(commands, limits);
    }

    private void forgetScripts() {
        connections.execute(
                new CommandObject<>(new CommandArguments(Command.SCRIPT).add("FLUSH"), BuilderFactory.STRING));
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        return connections.failure(subject, cause);
    }

    @Override
    public FailureKind kindOf(JedisException failure) {
        return connections.kindOf(failure);
    }

    @Override
    public Runnable whenBack(Runnable action) {
        return connections.whenBack(action);
    }

    @Override
    public ConnectionMeters meters() {
        return connections.meters();
    }

    @Override
    public int generation() {
        return connections.generation();
    }

    @Override
    public void close() {
        connections.close();
    }
}
