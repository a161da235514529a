package io.jcacheredis.near;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.ClusterFailover;
import io.jcacheredis.faults.Failover;
import io.jcacheredis.faults.Failover.Blow;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import io.jcacheredis.faults.SentinelFailover;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.cluster.SlotMoves;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * Near caches of four JVMs under writes, while what tells them of changes is lost, late, doubled and out of order, connections end and go
 * silent, servers and JVMs stand still, masters are replaced and slots move. For longer by {@code -Dnear.seconds=600}.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class NearFaultsIT {

    private static final Blow[] BLOWS = Blow.values();

    @TempDir
    Path folder;

    private final List<FaultProxy> proxies = new ArrayList<>();

    @Test
    void oneServer() throws IOException, InterruptedException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            for (int i = 0; i < NearTrial.JVMS; i++) {
                proxies.add(new FaultProxy(redis.uri()));
            }
            List<URI> uris = proxies.stream().map(FaultProxy::uri).toList();
            try (NearTrial trial = new NearTrial(uris, folder, false)) {
                trial.prove("one server", random -> {
                    NearTrial.pause(random.nextInt(3_000));
                    switch (random.nextInt(9)) {
                        case 0 -> standStill(redis, random);
                        case 1 -> killConnections(redis);
                        case 2 -> trial.pauseJvm();
                        default -> disturb(proxies.get(random.nextInt(NearTrial.JVMS)), random);
                    }
                });
            } finally {
                for (FaultProxy proxy : proxies) {
                    proxy.close();
                }
            }
        }
    }

    /** What networks do to the connections of one JVM; in the end everything is carried again. */
    private static void disturb(FaultProxy proxy, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> proxy.cutAfter(Way.TO_CLIENT, random.nextInt(200));
            case 1 -> {
                // The line is silent for longer than is borne, and lanes that are made anew work meanwhile.
                proxy.hold(Way.TO_CLIENT);
                proxy.passOnNewConnections(Way.TO_CLIENT);
                NearTrial.pause(1_000 + random.nextInt(6_000));
                proxy.pass(Way.TO_CLIENT);
            }
            case 2 -> {
                proxy.hold(Way.TO_CLIENT);
                NearTrial.pause(random.nextInt(1_500));
                proxy.pass(Way.TO_CLIENT);
            }
            case 3 -> {
                // What is told overtakes answers, or they overtake it.
                proxy.holdOne(Way.TO_CLIENT, random.nextInt(100));
                NearTrial.pause(random.nextInt(400));
                proxy.pass(Way.TO_CLIENT);
            }
            case 4 -> {
                proxy.hold(Way.TO_CLIENT);
                NearTrial.pause(random.nextInt(100));
                proxy.passReversed(Way.TO_CLIENT);
            }
            default -> proxy.repeatOnce(Way.TO_CLIENT);
        }
    }

    private static void standStill(EmbeddedRedis server, Random random) {
        server.pause();
        NearTrial.pause(random.nextInt(700));
        server.resume();
    }

    private static void killConnections(EmbeddedRedis server) {
        Servers.ask(
                server,
                jedis -> jedis.clientKill(
                        new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES)));
    }

    @Tag("servers")
    @Test
    void behindSentinels() throws InterruptedException {
        // A master that comes back takes writes until it is told that it was replaced, which are lost then, unless it
        // is to have replicas.
        try (EmbeddedSentinel group = EmbeddedSentinel.start(node -> node.arguments("--" + Servers.NEEDED, "1"));
                NearTrial trial = new NearTrial(List.of(group.uri()), folder, true)) {
            Masters masters = new Masters(group.nodes());
            AtomicInteger failovers = new AtomicInteger();
            trial.prove("behind sentinels", random -> {
                trouble(trial, group.master(), random);
                masters.look();
                Blow blow = BLOWS[failovers.getAndIncrement() % BLOWS.length];
                EmbeddedRedis old = group.master();
                masters.replaced(old, failOver(trial, new SentinelFailover(group, blow, null), random));
                masters.look();
                Servers.takeWrites(old, 1);
            });
            masters.look();
            trial.proveNothingLost(masters);
            System.out.println("near caches, behind sentinels: " + failovers + " failovers");
        }
    }

    @Tag("servers")
    @Test
    void inACluster() throws InterruptedException {
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                NearTrial trial = new NearTrial(List.of(cluster.uri()), folder, true)) {
            SlotMoves moves = new SlotMoves(cluster);
            Masters masters = new Masters(cluster.nodes());
            AtomicInteger failovers = new AtomicInteger();
            trial.prove("in a cluster", random -> {
                String key = "jcache:near:" + random.nextInt(Versions.KEYS);
                trouble(trial, cluster.masterOf(key), random);
                EmbeddedRedis next = moves.otherThanMasterOf(key);
                moves.move(key, next, () -> NearTrial.pause(random.nextInt(200)));
                masters.look();
                Blow blow = BLOWS[failovers.getAndIncrement() % BLOWS.length];
                masters.replaced(next, failOver(trial, new ClusterFailover(cluster, blow, key), random));
                masters.look();
                Servers.takeWrites(next, 0);
            });
            masters.look();
            trial.proveNothingLost(masters);
            System.out.println("near caches, in a cluster: " + failovers + " failovers, each after a slot had moved");
        }
    }

    /** One of the things that become of one server and of one JVM. */
    private static void trouble(NearTrial trial, EmbeddedRedis server, Random random) {
        NearTrial.pause(random.nextInt(1_000));
        switch (random.nextInt(3)) {
            case 0 -> standStill(server, random);
            case 1 -> killConnections(server);
            default -> trial.pauseJvm();
        }
    }

    /** Replaces a master that has no write which its replicas have not: what is read later of before is nobody's loss. The new one. */
    private static EmbeddedRedis failOver(NearTrial trial, Failover failover, Random random) {
        failover.settle();
        AtomicReference<EmbeddedRedis> next = new AtomicReference<>();
        trial.whileAJvmStandsStill(() -> {
            next.set(failover.strike().master());
            // Others write elsewhere meanwhile, of which the old one can't tell, and for longer than anything may be
            // old.
            NearTrial.pause(NearTrial.BOUND_MILLIS + 2_000 + random.nextInt(1_000));
        });
        failover.mend();
        failover.awaitReady();
        return next.get();
    }
}
