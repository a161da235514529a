package io.jcacheredis.internal.connection;

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

    private TestConnections() {}

    public static RedisConnections open(RedisAddress address, Duration timeout) {
        return new Lanes(new ConnectionSettings(address, timeout), THREADS);
    }

    static Lanes open(RedisAddress address, Duration timeout, Duration longestIdle) {
        return new Lanes(new ConnectionSettings(address, timeout), THREADS, longestIdle);
    }
}
