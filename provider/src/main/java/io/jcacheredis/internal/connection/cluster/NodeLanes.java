package io.jcacheredis.internal.connection.cluster;

import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.LaneFactory;
import io.jcacheredis.internal.connection.Lanes;
import io.jcacheredis.internal.connection.Node;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.exceptions.JedisException;

/** The lanes to each node, made when they are needed. Safe for use by several threads. */
final class NodeLanes {

    private final LaneFactory factory;
    private final Map<Node, Lanes> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    NodeLanes(LaneFactory factory) {
        this.factory = factory;
    }

    /**
     * Those to a node.
     *
     * @throws JedisException if all are closed
     */
    Lanes of(Node node) {
        Lanes known = lanes.get(node);
        if (known != null) {
            return known;
        }
        Lanes made = lanes.computeIfAbsent(node, factory::toServer);
        if (closed) {
            made.close();
            throw Failures.notSent(new IllegalStateException("closed"));
        }
        return made;
    }

    /**
     * Closes those to nodes that have left, but not while a write to one is in doubt: should the node come back, that is still
     * to be settled.
     */
    void keepOnly(Collection<Node> nodes) {
        lanes.forEach((node, left) -> {
            if (!nodes.contains(node) && !left.isInDoubt()) {
                lanes.remove(node);
                left.close();
            }
        });
    }

    void close() {
        closed = true;
        lanes.values().forEach(Lanes::close);
    }
}
