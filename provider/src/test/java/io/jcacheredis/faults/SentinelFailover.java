package io.jcacheredis.faults;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.OwnedKey.Risk;
import io.jcacheredis.internal.connection.sentinel.SentinelViews;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sentinels replace their master, while one of them may stand still. */
public final class SentinelFailover implements Failover {

    private final EmbeddedSentinel group;
    private final Blow blow;
    private final @Nullable EmbeddedRedis frozenSentinel;
    private final EmbeddedRedis old;
    private final List<EmbeddedRedis> replicas;

    /**
     * One of the master of now.
     *
     * @param frozenSentinel which stands still meanwhile, or null
     */
    public SentinelFailover(EmbeddedSentinel group, Blow blow, @Nullable EmbeddedRedis frozenSentinel) {
        this.group = group;
        this.blow = blow;
        this.frozenSentinel = frozenSentinel;
        this.old = group.master();
        this.replicas = group.replicas();
        if (blow == Blow.DEMOTED) {
            SentinelViews.awaitReplicasKnown(group);
        }
    }

    @Override
    public Blow blow() {
        return blow;
    }

    /** Also if it is demoted: it takes writes until it is told, and sentinels don't wait for that. */
    @Override
    public Risk riskOf(String redisKey) {
        return Risk.LOSS;
    }

    @Override
    public boolean letsScansGoOn() {
        return true;
    }

    /** The old one takes writes until the sentinels name the new one and are asked, which takes a second each. */
    @Override
    public Duration back() {
        return Duration.ofSeconds(blow == Blow.DEMOTED ? 3 : 5);
    }

    @Override
    public void settle() {
        Servers.settle(old, replicas);
    }

    @Override
    public Election strike() {
        Servers.strike(old, blow, () -> SentinelViews.demoteMaster(group));
        if (frozenSentinel != null) {
            frozenSentinel.pause();
        }
        return Servers.awaitElection(replicas);
    }

    /**
     * One that was killed has lost what it had. While sentinels still name it, it would be read from and, with a replica that follows it
     * still, written to: so it comes back when they all name the new one.
     */
    @Override
    public void mend() {
        if (blow == Blow.KILLED) {
            group.awaitReady();
        }
        Servers.mend(old);
        if (frozenSentinel != null) {
            frozenSentinel.resume();
        }
    }

    @Override
    public void awaitReady() {
        group.awaitReady();
    }
}
