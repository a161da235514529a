package io.jcacheredis.faults;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.Failover.Blow;
import io.jcacheredis.internal.connection.cluster.SlotMoves;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Masters that are replaced under load. {@code -Dfailovers} makes more of them than a build does; see docs/testing.md.
 */
@Tag("servers")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class FailoverIT {

    private static final int FAILOVERS = Integer.getInteger("failovers", 1);
    private static final List<Blow> BLOWS = List.of(Blow.KILLED, Blow.FROZEN, Blow.DEMOTED, Blow.KILLED, Blow.FROZEN);

    private static EmbeddedCluster cluster;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
    }

    @AfterEach
    void mend() {
        Servers.mend(cluster.nodes());
        cluster.awaitReady();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Blow blow(int number) {
        return BLOWS.get(number % BLOWS.size());
    }

    @Test
    void masterBehindSentinels() throws InterruptedException {
        try (EmbeddedSentinel group = EmbeddedSentinel.start();
                FailoverTrial trial = new FailoverTrial(group.uri())) {
            for (int i = 0; i < FAILOVERS; i++) {
                EmbeddedRedis frozen = i % 2 == 0 ? group.sentinels().get(2) : null;
                trial.prove("sentinels", new SentinelFailover(group, blow(i), frozen), FAILOVERS > 1);
            }
        }
    }

    /** One that works takes writes until we ask who the master is. */
    @Test
    void masterBehindSentinels_demoted() throws InterruptedException {
        try (EmbeddedSentinel group = EmbeddedSentinel.start();
                FailoverTrial trial = new FailoverTrial(group.uri())) {
            EmbeddedRedis frozen = group.sentinels().get(2);
            trial.prove("sentinels", new SentinelFailover(group, Blow.DEMOTED, frozen), false);
        }
    }

    @Test
    void masterOfACluster_demoted() throws InterruptedException {
        try (FailoverTrial trial = new FailoverTrial(cluster.uri())) {
            String key = FailoverTrial.redisKey(FailoverTrial.tag(0));
            trial.prove("cluster", new ClusterFailover(cluster, Blow.DEMOTED, key), false);
        }
    }

    @Test
    void masterOfACluster() throws InterruptedException {
        try (FailoverTrial trial = new FailoverTrial(cluster.uri())) {
            for (int i = 0; i < FAILOVERS; i++) {
                String key = FailoverTrial.redisKey(FailoverTrial.tag(i));
                trial.prove("cluster", new ClusterFailover(cluster, blow(i), key), FAILOVERS > 1);
            }
        }
    }

    @Test
    void slotsOfACluster_moveAndComeBack() throws InterruptedException {
        try (FailoverTrial trial = new FailoverTrial(cluster.uri(), FailoverTrial.NOBODY_LATE)) {
            SlotMoves moves = new SlotMoves(cluster);
            trial.proveUnnoticed("a slot that moves and comes back", 3 * FailoverTrial.TAGS * FAILOVERS, i -> {
                String key = FailoverTrial.tag(i);
                EmbeddedRedis home = cluster.masterOf(key);
                moves.move(key, moves.otherThanMasterOf(key), () -> {});
                moves.move(key, home, () -> {});
            });
        }
    }
}
