package io.jcacheredis.internal.connection;

import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/** Connections to nowhere, which know whether they are closed. What a test uses of them it overrides. */
public class UnusedConnections implements RedisConnections {

    private volatile boolean closed;

    public final boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CacheException failure(String subject, JedisException cause) {
        return new CacheException(subject, cause);
    }

    @Override
    public FailureKind kindOf(JedisException failure) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Runnable whenBack(Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConnectionMeters meters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, ConnectionMeters> metersByServer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int generation() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }
}
