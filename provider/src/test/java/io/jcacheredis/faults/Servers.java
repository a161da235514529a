package io.jcacheredis.faults;

import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Failover.Blow;
import io.jcacheredis.faults.Failover.Election;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** What tests ask servers, and do to them. */
public final class Servers {

    /** Sentinels that were starved of time do nothing for half a minute (TILT), and then begin. */
    public static final Duration PATIENCE = Duration.ofSeconds(100);

    /** Of how many replicas a master has to know that they follow it, to take writes. */
    public static final String NEEDED = "min-replicas-to-write";

    /** More than it has. Unlike CLIENT PAUSE that lets sentinels do their work, who publish. */
    private static final String NO_WRITES = "100";

    private static final Duration OFTEN = Duration.ofMillis(5);

    private static final String OFFSET = "master_repl_offset:";

    private Servers() {}

    public static <T> T ask(EmbeddedRedis node, Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis(node.uri())) {
            return question.apply(jedis);
        }
    }

    public static boolean isMaster(EmbeddedRedis node) {
        try {
            return ask(node, jedis -> jedis.role().get(0)).equals("master");
        } catch (JedisException e) {
            return false;
        }
    }

    /** Of nodes that are no masters, the first that becomes one. */
    static Election awaitElection(List<EmbeddedRedis> replicas) {
        AtomicReference<Election> election = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> {
            for (EmbeddedRedis replica : replicas) {
                if (isMaster(replica)) {
                    election.set(new Election(replica, System.nanoTime()));
                    return true;
                }
            }
            return false;
        });
        return election.get();
    }

    /** Lets a master refuse all writes, and waits until its replicas have all that it took. */
    static void settle(EmbeddedRedis master, List<EmbeddedRedis> replicas) {
        ask(master, jedis -> jedis.configSet(NEEDED, NO_WRITES));
        await().atMost(PATIENCE)
                .pollInterval(OFTEN)
                .until(() -> replicas.stream().allMatch(replica -> offset(replica) >= offset(master)));
    }

    private static long offset(EmbeddedRedis node) {
        return ask(node, jedis -> jedis.info("replication"))
                .lines()
                .filter(line -> line.startsWith(OFFSET))
                .mapToLong(line -> Long.parseLong(line.substring(OFFSET.length())))
                .findFirst()
                .orElseThrow();
    }

    static void strike(EmbeddedRedis master, Blow blow, Runnable demotion) {
        switch (blow) {
            case KILLED -> master.kill();
            case FROZEN -> master.pause();
            case DEMOTED -> demotion.run();
        }
    }

    /** Lets one run that was killed, stopped or paused. */
    public static void mend(EmbeddedRedis node) {
        if (!node.isRunning()) {
            node.restart();
        }
        node.resume();
    }

    /** Lets one that was {@link Failover#settle settled} take writes again, if it has that many replicas. */
    public static void takeWrites(EmbeddedRedis node, int replicas) {
        ask(node, jedis -> jedis.configSet(NEEDED, "" + replicas));
    }

    /** Lets all of them run. */
    public static void mend(Collection<EmbeddedRedis> nodes) {
        nodes.forEach(Servers::mend);
    }
}
