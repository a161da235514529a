package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.SingleServer;
import io.jcacheredis.internal.connection.cluster.ClusterConnections;
import io.jcacheredis.internal.connection.sentinel.SentinelConnections;
import java.util.concurrent.Executor;

/** Chooses the connections that fit an address. */
public final class Topologies {

    private Topologies() {}

    /** Connections that are not made yet. */
    public static RedisConnections connect(ConnectionSettings settings, Executor threads) {
        return switch (settings.address().topology()) {
            case SINGLE -> new SingleServer(settings, threads);
            case CLUSTER -> new ClusterConnections(settings, threads);
            case SENTINEL -> new SentinelConnections(settings, threads);
        };
    }
}
