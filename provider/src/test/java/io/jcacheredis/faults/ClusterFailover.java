package io.jcacheredis.faults;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.OwnedKey.Risk;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/** The replica of a cluster's master takes its place. */
public final class ClusterFailover implements Failover {

    private final EmbeddedCluster cluster;
    private final Blow blow;
    private final EmbeddedRedis old;
    private final EmbeddedRedis replica;

    /** One of the master that has that key. */
    public ClusterFailover(EmbeddedCluster cluster, Blow blow, String redisKey) {
        this.cluster = cluster;
        this.blow = blow;
        this.old = cluster.masterOf(redisKey);
        this.replica = cluster.replicas().stream()
                .filter(node -> follows(node, old))
                .findFirst()
                .orElseThrow();
    }

    private static boolean follows(EmbeddedRedis node, EmbeddedRedis master) {
        List<Object> role = Servers.ask(node, Jedis::role);
        return role.get(0).equals("slave") && role.get(2).equals((long) master.port());
    }

    @Override
    public Blow blow() {
        return blow;
    }

    /** None elsewhere, nor any loss if the master is demoted: it takes no more writes until its replica has all. */
    @Override
    public Risk riskOf(String redisKey) {
        if (cluster.masterOf(redisKey) != old) {
            return Risk.NONE;
        }
        return blow == Blow.DEMOTED ? Risk.FAILURE : Risk.LOSS;
    }

    @Override
    public boolean letsScansGoOn() {
        return false;
    }

    @Override
    public Duration back() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void settle() {
        Servers.settle(old, List.of(replica));
    }

    @Override
    public Election strike() {
        Servers.strike(old, blow, () -> Servers.ask(replica, Jedis::clusterFailover));
        return Servers.awaitElection(List.of(replica));
    }

    @Override
    public void mend() {
        Servers.mend(old);
    }

    @Override
    public void awaitReady() {
        cluster.awaitReady();
    }
}
