package io.jcacheredis.internal.connection;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What is counted of the servers with entries behind one address. Safe for use by several threads. */
final class Meters {

    private final Map<Lanes, ServerMeters> servers = new ConcurrentHashMap<>();
    /** What was counted of servers that are not used any more. */
    private final AtomicReference<ConnectionMeters> left = new AtomicReference<>(ConnectionMeters.NONE);

    void add(Lanes lanes, ServerMeters server) {
        servers.put(lanes, server);
    }

    /** Keeps what was counted of lanes that are not used any more. */
    void remove(Lanes lanes) {
        ServerMeters server = servers.remove(lanes);
        if (server != null) {
            left.accumulateAndGet(server.read(lanes).past(), ConnectionMeters::plus);
        }
    }

    /** All servers together; the breaker's state is the worst one. */
    ConnectionMeters read() {
        return readByServer().values().stream().reduce(left.get(), ConnectionMeters::plus);
    }

    /** Those of each server that is used, by its host and port. */
    Map<String, ConnectionMeters> readByServer() {
        Map<String, ConnectionMeters> read = new TreeMap<>();
        servers.forEach((lanes, server) -> read.merge(lanes.toString(), server.read(lanes), ConnectionMeters::plus));
        return read;
    }
}
