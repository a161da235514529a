package io.jcacheredis.internal.connection.cluster;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Moves slots of a cluster from master to master, as {@code redis-cli --cluster reshard} does. */
public final class SlotMoves {

    private static final int KEYS_AT_ONCE = 10;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final EmbeddedCluster cluster;

    public SlotMoves(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Moves the slot of a key, with all that is in it, and waits until the nodes agree.
     *
     * @param inTheMiddle is run when it has begun to move, and again when all its keys have
     */
    public void move(String key, EmbeddedRedis to, Runnable inTheMiddle) {
        int slot = JedisClusterCRC16.getSlot(key);
        EmbeddedRedis from = cluster.masterOf(key);
        try (Jedis left = new Jedis(from.uri());
                Jedis right = new Jedis(to.uri())) {
            String target = right.clusterMyId();
            right.clusterSetSlotImporting(slot, left.clusterMyId());
            left.clusterSetSlotMigrating(slot, target);
            try {
                inTheMiddle.run();
                migrate(left, slot, to);
                inTheMiddle.run();
            } finally {
                // Also if it has failed, or the slot would be on its way in the tests that follow.
                migrate(left, slot, to);
                right.clusterSetSlotNode(slot, target);
                left.clusterSetSlotNode(slot, target);
            }
        }
        // A second move before the nodes agree on the first would be at odds with it, and the slot be nobody's.
        cluster.awaitReady();
    }

    private static void migrate(Jedis from, int slot, EmbeddedRedis to) {
        for (List<String> keys = from.clusterGetKeysInSlot(slot, KEYS_AT_ONCE);
                !keys.isEmpty();
                keys = from.clusterGetKeysInSlot(slot, KEYS_AT_ONCE)) {
            from.migrate(to.host(), to.port(), TIMEOUT_MILLIS, new MigrateParams(), keys.toArray(new String[0]));
        }
    }

    /** A master that has not the slot of that key. */
    public EmbeddedRedis otherThanMasterOf(String key) {
        EmbeddedRedis master = cluster.masterOf(key);
        return cluster.masters().stream()
                .filter(node -> node != master)
                .findFirst()
                .orElseThrow();
    }
}
