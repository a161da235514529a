package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.connection.ConnectionMeters;
import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.net.URI;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Makes Redis forget all scripts before every round trip. */
final class ForgetfulConnections implements RedisConnections {

    private final RedisConnections connections;
    private final RedisClient admin;

    ForgetfulConnections(RedisConnections connections, URI redis) {
        this.connections = connections;
        this.admin = RedisClient.create(redis);
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
        admin.scriptFlush();
    }

    @Override
    public boolean setsIfEqual() {
        return connections.setsIfEqual();
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
    public Map<String, ConnectionMeters> metersByServer() {
        return connections.metersByServer();
    }

    @Override
    public int generation() {
        return connections.generation();
    }

    @Override
    public void close() {
        admin.close();
        connections.close();
    }
}
