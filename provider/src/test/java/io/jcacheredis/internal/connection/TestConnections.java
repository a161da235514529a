package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.cluster.ClusterConnections;
import io.jcacheredis.internal.connection.sentinel.SentinelConnections;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Opens connections for tests of what is above them. */
public final class TestConnections {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-connections");
        thread.setDaemon(true);
        return thread;
    });

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

    private TestConnections() {}

    public static RedisConnections open(RedisAddress address, Duration timeout) {
        return open(new ConnectionSettings(address, timeout));
    }

    public static RedisConnections open(ConnectionSettings settings) {
        return switch (settings.address().topology()) {
            case SINGLE -> new SingleServer(new LaneFactory(settings, THREADS, LONGEST_IDLE, false));
            case CLUSTER -> new ClusterConnections(settings, THREADS);
            case SENTINEL -> new SentinelConnections(settings, THREADS);
        };
    }

    static SingleServer open(RedisAddress address, Duration timeout, Duration longestIdle) {
        ConnectionSettings settings = new ConnectionSettings(address, timeout);
        return new SingleServer(new LaneFactory(settings, THREADS, longestIdle, false));
    }
}
