package io.jcacheredis.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.CacheException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** A Jedis pool of connections, all of whose waits are bounded. It has no thread of its own. */
public final class PooledConnections implements RedisConnections {

    private static final Logger log = LoggerFactory.getLogger(PooledConnections.class);

    static final int MAX_CONNECTIONS = 16;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);
    private static final String CLIENT_NAME = "jcache-redis";

    private final ConnectionSettings settings;
    private final FailureMessages messages;
    private final ConnectionPool pool;
    private final long tidyNanos;
    private final AtomicLong lastTidied = new AtomicLong(System.nanoTime());
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean serverChecked;

    public PooledConnections(ConnectionSettings settings) {
        this(settings, LONGEST_IDLE);
    }

    /** Connections that are dropped when they have idled for this long. */
    PooledConnections(ConnectionSettings settings, Duration longestIdle) {
        this.settings = settings;
        this.tidyNanos = longestIdle.toNanos() / 3;
        this.messages = new FailureMessages(settings);
        this.pool = new ConnectionPool(
                new HostAndPort(settings.address().host(), settings.address().port()),
                clientConfig(settings),
                poolConfig(settings.timeout(), longestIdle));
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

    private static ConnectionPoolConfig poolConfig(Duration timeout, Duration longestIdle) {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(MAX_CONNECTIONS);
        config.setMaxIdle(MAX_CONNECTIONS);
        config.setMaxWait(timeout);
        // The evictor would be a thread of the pool's, shared by the JVM and not ours to end.
        config.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        config.setTestWhileIdle(false);
        config.setMinEvictableIdleDuration(longestIdle);
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

    /** A connection that waits for replies only as long as the deadline of the operation leaves. */
    private Connection borrow() {
        long start = System.nanoTime();
        Connection connection = await();
        try {
            if (!serverChecked) {
                ServerVersion.check(connection);
                serverChecked = true;
            }
            limit(connection, start);
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw new NotSentException(e);
        }
    }

    private Connection await() {
        dropLongIdle();
        try {
            return pool.getResource();
        } catch (JedisException e) {
            Throwable root = FailureMessages.rootOf(e);
            if (root instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            } else if (!(root instanceof NoSuchElementException)) { // not just all busy
                dropIdle();
            }
            throw new NotSentException(e);
        }
    }

    /**
     * Servers, firewalls and load balancers close what idles, and nobody is told. So that no operation has to find out, what
     * idled for long is dropped before it is used.
     */
    private void dropLongIdle() {
        long now = System.nanoTime();
        long last = lastTidied.get();
        if (now - last > tidyNanos && lastTidied.compareAndSet(last, now)) {
            try {
                pool.evict();
            } catch (Exception e) {
                log.debug("Idle connections to {} could not be looked through", this, e);
            }
        }
    }

    private void limit(Connection connection, long start) {
        long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        int left = (int) Math.max(1, settings.timeout().toMillis() - spent);
        if (connection.getSoTimeout() != left) {
            connection.setSoTimeout(left);
        }
    }

    /** The others are most likely as broken as the one that failed, each good for one more failure. */
    private void dropIdle() {
        generation.incrementAndGet();
        pool.clear();
    }

    @Override
    public int generation() {
        return generation.get();
    }

    @Override
    public FailureKind kindOf(JedisException failure) {
        return FailureMessages.kindOf(failure);
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        if (pool.isClosed()) {
            return new IllegalStateException(subject + ": the connections to Redis at " + this + " are closed", cause);
        }
        return new CacheException(subject + ": " + messages.explain(cause), FailureMessages.withoutEcho(cause));
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
