package io.jcacheredis.internal.management;

import io.jcacheredis.RedisConnectionMeters;
import io.jcacheredis.RedisConnectionsMXBean;
import io.jcacheredis.internal.connection.RedisConnections;
import java.util.List;

/** Shows what is counted of connections. Thread-safe, and asks Redis nothing. */
public final class ConnectionStatistics extends CountedConnections implements RedisConnectionsMXBean {

    private final RedisConnections connections;

    public ConnectionStatistics(RedisConnections connections) {
        super(connections.toString(), connections::meters);
        this.connections = connections;
    }

    /** Another object that shows the same. */
    public ConnectionStatistics copy() {
        return new ConnectionStatistics(connections);
    }

    @Override
    public List<RedisConnectionMeters> getServers() {
        return connections.metersByServer().entrySet().stream()
                .<RedisConnectionMeters>map(server -> new CountedConnections(server.getKey(), server::getValue))
                .toList();
    }
}
