package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.cluster.ClusterConnections;
import io.jcacheredis.internal.connection.sentinel.SentinelConnections;
import java.net.InetAddress;
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

    /** As the user that the settings of this JVM name, as managers connect, if the address names none. */
    public static RedisConnections open(RedisAddress address, Duration timeout) {
        String user = System.getProperty("jcache.redis.user");
        RedisAddress own = user == null || address.login().user() != null
                ? address
                : address.with(new Login(user, System.getProperty("jcache.redis.password")), address.database());
        return open(new ConnectionSettings(own, timeout));
    }

    public static RedisConnections open(ConnectionSettings settings) {
        return switch (settings.address().topology()) {
            case SINGLE -> new SingleServer(lanes(settings, LONGEST_IDLE));
            case CLUSTER -> new ClusterConnections(settings, THREADS);
            case SENTINEL -> new SentinelConnections(settings, THREADS);
        };
    }

    static SingleServer open(RedisAddress address, Duration timeout, Duration longestIdle) {
        ConnectionSettings settings = new ConnectionSettings(address, timeout);
        return new SingleServer(lanes(settings, longestIdle));
    }

    private static LaneFactory lanes(ConnectionSettings settings, Duration longestIdle) {
        return new LaneFactory(
                settings, THREADS, longestIdle, false, new HostNames(InetAddress::getAllByName, THREADS));
    }
}
