package io.jcacheredis.internal.connection.sentinel;

import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import java.time.Duration;
import redis.clients.jedis.Jedis;

/** What sentinels think of the nodes. */
public final class SentinelViews {

    private SentinelViews() {}

    /**
     * Waits until each sentinel has heard from all replicas that they are such, which it asks every ten seconds. One that takes a
     * replica for a master that came back makes it a replica again just when it is promoted.
     */
    public static void awaitReplicasKnown(EmbeddedSentinel group) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> group.sentinels().stream().allMatch(sentinel -> knowsReplicas(sentinel, group)));
    }

    /** Has the master replaced while it works. */
    public static void demoteMaster(EmbeddedSentinel group) {
        try (Jedis sentinel = new Jedis(group.sentinels().get(0).uri())) {
            sentinel.sentinelFailover(group.masterName());
        }
    }

    private static boolean knowsReplicas(EmbeddedRedis sentinel, EmbeddedSentinel group) {
        try (Jedis jedis = new Jedis(sentinel.uri())) {
            return jedis.sentinelReplicas(group.masterName()).stream()
                    .allMatch(replica -> "slave".equals(replica.get("role-reported")));
        }
    }
}
