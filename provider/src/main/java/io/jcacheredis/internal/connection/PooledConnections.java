package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A Jedis pool of connections, all of whose waits are bounded. It has no thread of its own. */
public final class PooledConnections implements RedisConnections {

    private static final int MAX_CONNECTIONS = 16;
    private static final String CLIENT_NAME = "jcache-redis";

    private final ConnectionSettings settings;
    private final ConnectionPool pool;
    private volatile boolean serverChecked;

    public PooledConnections(ConnectionSettings settings) {
        this.settings = settings;
        this.pool = new ConnectionPool(
                new HostAndPort(settings.address().host(), settings.address().port()),
                clientConfig(settings),
                poolConfig(settings.timeout()));
    }

    private static JedisClientConfig clientConfig(ConnectionSettings settings) {
        RedisAddress address = settings.address();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .timeoutMillis(Math.toIntExact(settings.timeout().toMillis()))
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .clientName(CLIENT_NAME);
        if (address.tls()) {
            // Verifies certificate and host name.
            config.sslOptions(SslOptions.defaults());
        }
        return config.build();
    }

    private static ConnectionPoolConfig poolConfig(Duration timeout) {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(MAX_CONNECTIONS);
        config.setMaxIdle(MAX_CONNECTIONS);
        config.setMaxWait(timeout);
        // The evictor would be a thread of the pool's, shared by the JVM and not ours to end.
        config.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        config.setTestWhileIdle(false);
        config.setJmxEnabled(false);
        return config;
    }

    @Override
    public <T> T execute(CommandObject<T> command) {
        try (Connection connection = borrow()) {
            return connection.executeCommand(command);
        } catch (JedisConnectionException e) {
            dropIdle();
            throw e;
        }
    }

    @Override
    public <T> List<Object> executeAll(List<CommandObject<T>> commands) {
        try (Connection connection = borrow()) {
            for (CommandObject<T> command : commands) {
                connection.sendCommand(command.getArguments());
            }
            return new ArrayList<>(connection.getMany(commands.size()));
        } catch (JedisConnectionException e) {
            dropIdle();
            throw e;
        }
    }

    private Connection borrow() {
        Connection connection = pool.getResource();
        if (!serverChecked) {
            try {
                ServerVersion.check(connection);
                serverChecked = true;
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** The others are most likely as broken as the one that failed, each good for one more failure. */
    private void dropIdle() {
        pool.clear();
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        if (pool.isClosed()) {
            return new IllegalStateException(
                    subject + ": the connections to Redis at " + settings.address() + " are closed", cause);
        }
        return new CacheException(subject + ": " + explain(cause), cause);
    }

    private String explain(JedisException cause) {
        String redis = "Redis at " + settings.address();
        if (cause instanceof JedisAccessControlException) {
            return redis + " refused: " + cause.getMessage()
                    + ". Check user, password and permissions in jcache.redis.url (environment REDIS_URL)";
        }
        if (cause instanceof JedisDataException) {
            return redis + " refused: " + cause.getMessage();
        }
        if (rootOf(cause) instanceof NoSuchElementException) {
            return "all " + MAX_CONNECTIONS + " connections to " + redis + " were busy for " + settings.timeout()
                    + " (jcache.redis.timeout); nothing was changed";
        }
        if (rootOf(cause) instanceof SocketTimeoutException) {
            return redis + " did not answer within " + settings.timeout()
                    + " (jcache.redis.timeout); whether a change was made is unknown";
        }
        return redis + " can't be reached (" + describe(rootOf(cause))
                + "). Is it running? Its address is set by jcache.redis.url (environment REDIS_URL)";
    }

    private static String describe(Throwable root) {
        return root instanceof IOException || root.getMessage() == null
                ? root.getClass().getSimpleName() + ": " + root.getMessage()
                : String.valueOf(root.getMessage());
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = root; next != null; next = causeOf(next)) {
            root = next;
        }
        return root;
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        // Jedis keeps the failures of the single addresses of a host as suppressed ones.
        return cause != null || failure.getSuppressed().length == 0 ? cause : failure.getSuppressed()[0];
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return settings.address().toString();
    }
}
