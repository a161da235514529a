package io.jcacheredis.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A master with two replicas and three sentinels over them, as child processes. Starts in a few seconds.
 *
 * <pre>{@code
 * try (EmbeddedSentinel redis = EmbeddedSentinel.start()) {
 *     connectTo(redis.uri()); // redis+sentinel://127.0.0.1:17342,127.0.0.1:20110,127.0.0.1:21004/mymaster
 *     redis.master().kill();
 *     redis.awaitReady(); // a replica has taken over
 * }
 * }</pre>
 *
 * <p>A master that doesn't answer for a second is replaced. The servers end as an {@link EmbeddedRedis} does. Safe for use
 * by several threads.
 */
public final class EmbeddedSentinel implements AutoCloseable {

    private static final String MASTER_NAME = "mymaster";
    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;
    /** On a machine that has far too much to do, sentinels do nothing for half a minute (TILT) before they begin. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<EmbeddedRedis> nodes;
    private final List<EmbeddedRedis> sentinels;
    private final @Nullable String password;

    private EmbeddedSentinel(List<EmbeddedRedis> nodes, List<EmbeddedRedis> sentinels, @Nullable String password) {
        this.nodes = nodes;
        this.sentinels = sentinels;
        this.password = password;
    }

    /**
     * Starts the servers and returns when they are {@linkplain #awaitReady() ready}.
     *
     * @throws EmbeddedRedisException if one does not start, or they don't get ready within two minutes
     */
    public static EmbeddedSentinel start() {
        return start(node -> {});
    }

    /**
     * As {@link #start()}, with other settings for the master and the replicas. The sentinels know their password but
     * have none themselves.
     *
     * @param settings changes the builders of the master and of the replicas, all but their port; called for each
     * @throws EmbeddedRedisException if one does not start, or they don't get ready within two minutes
     */
    public static EmbeddedSentinel start(Consumer<EmbeddedRedis.Builder> settings) {
        EmbeddedRedis.Builder builder = node(settings);
        List<EmbeddedRedis> started = new ArrayList<>();
        try {
            EmbeddedRedis master = builder.start();
            started.add(master);
            started.addAll(Group.start(REPLICAS, index -> replicaOf(master, settings)));
            List<EmbeddedRedis> nodes = List.copyOf(started);
            awaitReplication(nodes);
            String orders = orders(master, builder.password());
            List<EmbeddedRedis> sentinels = Group.start(SENTINELS, index -> builder.startSentinel(orders));
            started.addAll(sentinels);
            EmbeddedSentinel group = new EmbeddedSentinel(nodes, sentinels, builder.password());
            group.awaitReady();
            return group;
        } catch (RuntimeException e) {
            Group.closeAll(started);
            throw e;
        }
    }

    /** Before the sentinels start: they ask the master for its replicas at once, and then only every ten seconds. */
    private static void awaitReplication(List<EmbeddedRedis> nodes) {
        Poll.atMost(PATIENCE)
                .until(
                        () -> nodes.stream().allMatch(EmbeddedSentinel::isLinked),
                        () -> "The replicas don't reach their master: " + nodes);
    }

    private static EmbeddedRedis.Builder node(Consumer<EmbeddedRedis.Builder> settings) {
        EmbeddedRedis.Builder builder = EmbeddedRedis.builder().arguments("--repl-diskless-sync-delay", "0");
        settings.accept(builder);
        return builder;
    }

    private static EmbeddedRedis replicaOf(EmbeddedRedis master, Consumer<EmbeddedRedis.Builder> settings) {
        return node(settings)
                .arguments("--replicaof", master.host(), Integer.toString(master.port()))
                .start();
    }

    private static String orders(EmbeddedRedis master, @Nullable String password) {
        String authentication = password == null
                ? ""
                : "sentinel auth-pass " + MASTER_NAME + " \""
                        + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
        return "sentinel monitor " + MASTER_NAME + " " + master.host() + " " + master.port() + " 2\n"
                + "sentinel down-after-milliseconds " + MASTER_NAME + " 1000\n"
                + "sentinel failover-timeout " + MASTER_NAME + " 5000\n"
                + authentication;
    }

    /** The addresses of the sentinels and the master's name: {@code redis+sentinel://127.0.0.1:17000,.../mymaster}. */
    public URI uri() {
        return URI.create(
                "redis+sentinel://" + Addresses.user(password) + Addresses.list(sentinels) + "/" + MASTER_NAME);
    }

    /** The name by which the sentinels know the master: {@code mymaster}. */
    public String masterName() {
        return MASTER_NAME;
    }

    /** The master and the replicas, in whatever role now, running or not. */
    public List<EmbeddedRedis> nodes() {
        return nodes;
    }

    /** The sentinels, running or not. */
    public List<EmbeddedRedis> sentinels() {
        return sentinels;
    }

    /**
     * The node that the sentinels hold for the master now; it may be one that has just died.
     *
     * @throws EmbeddedRedisException if no sentinel answers
     */
    public EmbeddedRedis master() {
        String port = masterPort();
        return nodes.stream()
                .filter(node -> Integer.toString(node.port()).equals(port))
                .findFirst()
                .orElseThrow(() -> new EmbeddedRedisException("the sentinels name a stranger on port " + port));
    }

    private String masterPort() {
        JedisException failure = null;
        for (EmbeddedRedis sentinel : Group.live(sentinels)) {
            try {
                return sentinel.ask(jedis -> jedis.sentinelGetMasterAddrByName(MASTER_NAME))
                        .get(1);
            } catch (JedisException e) {
                failure = e;
            }
        }
        throw new EmbeddedRedisException("no sentinel answers", failure);
    }

    /**
     * The nodes other than the {@link #master()}, running or not.
     *
     * @throws EmbeddedRedisException if no sentinel answers
     */
    public List<EmbeddedRedis> replicas() {
        EmbeddedRedis master = master();
        return nodes.stream().filter(node -> node != master).toList();
    }

    /**
     * Returns when the servers that run and are not paused are in order: all sentinels name one master that runs, know each other and can
     * reach a quorum ({@code SENTINEL CKQUORUM}), and every replica is connected to that master.
     *
     * @throws EmbeddedRedisException if that is not so within two minutes
     */
    public void awaitReady() {
        Poll.atMost(PATIENCE)
                .until(this::isReady, () -> "The sentinels are not ready: " + sentinels + " over " + nodes);
    }

    /** Ends all servers at once and deletes their files. May be called again. */
    @Override
    public void close() {
        List<EmbeddedRedis> all = new ArrayList<>(sentinels);
        all.addAll(nodes);
        Group.closeAll(all);
    }

    private boolean isReady() {
        try {
            EmbeddedRedis master = master();
            List<EmbeddedRedis> running = Group.live(nodes);
            List<EmbeddedRedis> watching = Group.live(sentinels);
            return running.contains(master)
                    && watching.stream().allMatch(sentinel -> approves(sentinel, master, watching.size() - 1))
                    && running.stream().allMatch(node -> follows(node, master));
        } catch (JedisException | EmbeddedRedisException e) {
            return false;
        }
    }

    private boolean approves(EmbeddedRedis sentinel, EmbeddedRedis master, int others) {
        return sentinel.ask(jedis -> {
            jedis.sendCommand(Command.SENTINEL, "CKQUORUM", MASTER_NAME);
            Map<String, String> seen = jedis.sentinelMaster(MASTER_NAME);
            return "master".equals(seen.get("flags"))
                    && Integer.toString(master.port()).equals(seen.get("port"))
                    && Integer.parseInt(seen.getOrDefault("num-other-sentinels", "0")) >= others
                    && Integer.parseInt(seen.getOrDefault("num-slaves", "0")) == nodes.size() - 1;
        });
    }

    private static boolean follows(EmbeddedRedis node, EmbeddedRedis master) {
        Map<String, String> replication = node.ask(jedis -> Clients.info(jedis, "replication"));
        return node == master
                ? "master".equals(replication.get("role"))
                : Integer.toString(master.port()).equals(replication.get("master_port"))
                        && "up".equals(replication.get("master_link_status"));
    }

    private static boolean isLinked(EmbeddedRedis node) {
        return "up"
                .equals(node.ask(jedis -> Clients.info(jedis, "replication")).getOrDefault("master_link_status", "up"));
    }
}
