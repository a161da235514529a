package io.jcacheredis.internal.connection;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What is counted of the servers with entries behind one address. Safe for use by several threads. */
final class Meters {

    /** Of all calls, also those that end after their server is not used any more. */
    private final CallCounts calls = new CallCounts();

    private final Map<Lanes, ServerMeters> servers = new ConcurrentHashMap<>();
    /** What else was counted of servers that are not used any more. */
    private final AtomicReference<ConnectionMeters> left = new AtomicReference<>(ConnectionMeters.NONE);

    /** The meters of one more server. */
    ServerMeters of(Breaker breaker) {
        return new ServerMeters(breaker, calls);
    }

    void add(Lanes lanes, ServerMeters server) {
        servers.put(lanes, server);
    }

    /** Keeps what was counted of lanes that are not used any more. */
    void remove(Lanes lanes) {
        ServerMeters server = servers.remove(lanes);
        if (server != null) {
            left.accumulateAndGet(server.readWithoutCounts(lanes).past(), ConnectionMeters::plus);
        }
    }

    /** All servers together; the breaker's state is the worst one. */
    ConnectionMeters read() {
        ConnectionMeters together = Objects.requireNonNull(left.get()).plus(calls.read());
        for (Map.Entry<Lanes, ServerMeters> server : servers.entrySet()) {
            together = together.plus(server.getValue().readWithoutCounts(server.getKey()));
        }
        return together;
    }

    /** Those of each server that is used, by its host and port. */
    Map<String, ConnectionMeters> readByServer() {
        Map<String, ConnectionMeters> read = new TreeMap<>();
        servers.forEach((lanes, server) -> read.merge(lanes.toString(), server.read(lanes), ConnectionMeters::plus));
        return read;
    }
}
