package io.jcacheredis.internal.connection;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisException;

/** The lanes to each of several nodes, made when they are needed. Safe for use by several threads. */
public final class NodeLanes {

    private final Function<Node, Lanes> maker;
    private final Map<Node, Lanes> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Lanes that are not made yet. */
    public NodeLanes(Function<Node, Lanes> maker) {
        this.maker = maker;
    }

    /**
     * Those to a node.
     *
     * @throws JedisException if all are closed
     */
    public Lanes of(Node node) {
        Lanes known = lanes.get(node);
        if (known != null) {
            return known;
        }
        Lanes made = lanes.computeIfAbsent(node, maker);
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
    public void keepOnly(Collection<Node> nodes) {
        lanes.forEach((node, left) -> {
            if (!nodes.contains(node) && !left.isInDoubt()) {
                lanes.remove(node);
                left.close();
            }
        });
    }

    /** Closes all, for good. */
    public void close() {
        closed = true;
        lanes.values().forEach(Lanes::close);
    }
}
