package io.jcacheredis.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A Redis Cluster of child processes: three masters, each with a replica. Starts in a few seconds.
 *
 * <pre>{@code
 * try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
 *     connectTo(cluster.uri()); // redis+cluster://127.0.0.1:17342,127.0.0.1:20110,...
 *     cluster.masterOf("some key").kill();
 *     cluster.awaitReady(); // its replica has taken over
 * }
 * }</pre>
 *
 * <p>A node that doesn't answer for two seconds is replaced by its replica. The nodes end as an {@link EmbeddedRedis} does.
 * Safe for use by several threads.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int NODES = 2 * MASTERS;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<EmbeddedRedis> nodes;
    private final @Nullable String password;

    private EmbeddedCluster(List<EmbeddedRedis> nodes, @Nullable String password) {
        this.nodes = nodes;
        this.password = password;
    }

    /**
     * Starts a cluster and returns when it is {@linkplain #awaitReady() ready}.
     *
     * @throws EmbeddedRedisException if a node does not start, or they don't become a cluster in a minute
     */
    public static EmbeddedCluster start() {
        return start(node -> {});
    }

    /**
     * As {@link #start()}, with other settings for the nodes.
     *
     * @param settings changes the builder from which all nodes are started, all but its port
     * @throws EmbeddedRedisException if a node does not start, or they don't become a cluster in a minute
     */
    public static EmbeddedCluster start(Consumer<EmbeddedRedis.Builder> settings) {
        EmbeddedRedis.Builder builder = EmbeddedRedis.builder()
                .arguments("--cluster-node-timeout", "2000", "--cluster-require-full-coverage", "no")
                .arguments("--repl-diskless-sync-delay", "0");
        settings.accept(builder);
        List<EmbeddedRedis> nodes = Group.start(NODES, index -> builder.startClusterNode());
        EmbeddedCluster cluster = new EmbeddedCluster(nodes, builder.password());
        try {
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void join() {
        for (int index = 0; index < NODES; index++) {
            int number = index;
            nodes.get(index).ask(jedis -> {
                jedis.clusterSetConfigEpoch(number + 1L);
                assignSlots(jedis, number);
                // Each meets all before it: waiting for the gossip would take longer.
                nodes.subList(0, number).forEach(other -> meet(jedis, other));
                return number;
            });
        }
        Poll patience = Poll.atMost(PATIENCE);
        patience.until(
                () -> nodes.stream().allMatch(node -> sees(node, view -> view.hasMet(NODES))),
                () -> "The nodes of the cluster don't find each other: " + nodes);
        for (int index = MASTERS; index < NODES; index++) {
            String master = nodes.get(index - MASTERS).ask(Jedis::clusterMyId);
            nodes.get(index).ask(jedis -> jedis.clusterReplicate(master));
        }
        awaitReady();
    }

    private static void assignSlots(Jedis jedis, int number) {
        if (number < MASTERS) {
            jedis.clusterAddSlotsRange(
                    number * ClusterView.SLOTS / MASTERS, (number + 1) * ClusterView.SLOTS / MASTERS - 1);
        }
    }

    private static void meet(Jedis jedis, EmbeddedRedis other) {
        String busPort = Integer.toString(ServerSettings.busPort(other.port()));
        jedis.sendCommand(Command.CLUSTER, "MEET", other.host(), Integer.toString(other.port()), busPort);
    }

    /** The addresses of all nodes, running or not: {@code redis+cluster://127.0.0.1:17000,127.0.0.1:18000}. */
    public URI uri() {
        return URI.create("redis+cluster://" + Addresses.user(password) + Addresses.list(nodes));
    }

    /** All nodes, running or not; closing one is for good, killing it can be undone by a restart. */
    public List<EmbeddedRedis> nodes() {
        return nodes;
    }

    /**
     * The nodes that are masters now.
     *
     * @throws EmbeddedRedisException if no node answers
     */
    public List<EmbeddedRedis> masters() {
        return those(ClusterView.Node::isMaster);
    }

    /**
     * The nodes that are replicas now.
     *
     * @throws EmbeddedRedisException if no node answers
     */
    public List<EmbeddedRedis> replicas() {
        return those(node -> !node.isMaster());
    }

    /**
     * The master that holds a key now.
     *
     * @throws EmbeddedRedisException if no node answers, or the key's slot has no master
     */
    public EmbeddedRedis masterOf(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        return those(node -> node.owns(slot)).stream()
                .findFirst()
                .orElseThrow(() -> new EmbeddedRedisException("slot " + slot + " has no master"));
    }

    /**
     * Returns when the nodes that run and are not paused are a whole cluster: all agree on it, every slot has a master, every
     * replica is connected to its master.
     *
     * @throws EmbeddedRedisException if that is not so within a minute
     */
    public void awaitReady() {
        Poll.atMost(PATIENCE).until(this::isReady, () -> "The cluster is not whole: " + describe());
    }

    /** Ends all nodes at once and deletes their files. May be called again. */
    @Override
    public void close() {
        Group.closeAll(nodes);
    }

    private boolean isReady() {
        List<EmbeddedRedis> running = Group.live(nodes);
        Set<ClusterView> views = new HashSet<>();
        try {
            for (EmbeddedRedis node : running) {
                views.add(viewOf(node));
                if (!node.ask(EmbeddedCluster::isLinked)) {
                    return false;
                }
            }
        } catch (JedisException e) {
            return false;
        }
        return views.size() == 1 && views.stream().allMatch(view -> view.isWhole() && view.hasMet(running.size()));
    }

    private static boolean isLinked(Jedis jedis) {
        return "up".equals(Clients.info(jedis, "replication").getOrDefault("master_link_status", "up"))
                && "ok".equals(Clients.fields(jedis.clusterInfo()).get("cluster_state"));
    }

    private static boolean sees(EmbeddedRedis node, Predicate<ClusterView> condition) {
        return condition.test(viewOf(node));
    }

    private static ClusterView viewOf(EmbeddedRedis node) {
        return ClusterView.parse(node.ask(Jedis::clusterNodes));
    }

    private List<EmbeddedRedis> those(Predicate<ClusterView.Node> condition) {
        Set<Integer> ports = new HashSet<>();
        anyView().nodes().stream().filter(condition).forEach(node -> ports.add(node.port()));
        return nodes.stream().filter(node -> ports.contains(node.port())).toList();
    }

    private ClusterView anyView() {
        JedisException failure = null;
        for (EmbeddedRedis node : Group.live(nodes)) {
            try {
                return viewOf(node);
            } catch (JedisException e) {
                failure = e;
            }
        }
        throw new EmbeddedRedisException("no node of the cluster answers", failure);
    }

    private String describe() {
        StringBuilder views = new StringBuilder();
        for (EmbeddedRedis node : Group.live(nodes)) {
            try {
                views.append('\n').append(node).append(":\n").append(node.ask(Jedis::clusterNodes));
            } catch (JedisException e) {
                views.append('\n').append(node).append(": ").append(e.getMessage());
            }
        }
        return views.toString();
    }
}
