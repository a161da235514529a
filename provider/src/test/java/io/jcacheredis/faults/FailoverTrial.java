package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.faults.Failover.Election;
import io.jcacheredis.faults.Load.Share;
import io.jcacheredis.faults.OwnedKey.Risk;
import io.jcacheredis.linearizability.Calls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import redis.clients.jedis.Jedis;

/**
 * Caches under load, and what becomes of them while their servers fail over or slots move: no wrong answer, nothing done
 * twice, back soon, and what asynchronous replication loses is counted.
 */
final class FailoverTrial implements AutoCloseable {

    private static final Duration BACK = Duration.ofSeconds(5);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final int THREADS = 4;
    private static final int TAGS = 12;
    private static final int ENTRIES_THAT_STAY = 1_500;

    private final RedisCachingProvider provider = new RedisCachingProvider();
    private final Cache<String, Long> load;
    private final Cache<String, Long> stays;
    private final List<Share> shares = new ArrayList<>();
    private final Map<String, Long> staying = new HashMap<>();

    FailoverTrial(URI uri) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", uri.toString());
        CacheManager manager = provider.getCacheManager(null, null, properties);
        load = strict(manager, "load");
        stays = strict(manager, "stays");
        for (int thread = 0; thread < THREADS; thread++) {
            shares.add(share(thread));
        }
        for (int i = 0; i < ENTRIES_THAT_STAY; i++) {
            staying.put(tag(i % TAGS) + i, (long) i);
        }
        stays.putAll(staying);
    }

    private static Cache<String, Long> strict(CacheManager manager, String name) {
        return manager.createCache(
                name,
                new RedisConfiguration<String, Long>()
                        .setTypes(String.class, Long.class)
                        .setOnFailure(OnFailure.STRICT));
    }

    private static Share share(int thread) {
        List<OwnedKey> keys = new ArrayList<>();
        List<String> clocks = new ArrayList<>();
        for (int i = thread; i < TAGS; i += THREADS) {
            clocks.add(tag(i) + "clock");
            for (int j = 0; j < 4; j++) {
                keys.add(new OwnedKey(tag(i) + j, 1 + 4 * i + j, j == 0));
            }
        }
        return new Share(keys, clocks);
    }

    /** What keys begin with, by which they lie in a few slots that are spread over a cluster's masters. */
    static String tag(int number) {
        return "{t" + number + "}";
    }

    /** The name in Redis of a key of the cache under load. */
    static String redisKey(String key) {
        return "jcache:load:" + key;
    }

    private List<OwnedKey> keys() {
        return shares.stream().flatMap(share -> share.keys().stream()).toList();
    }

    /** Lets the threads run while something happens, and compares all afterwards. */
    Load under(Happening happening) throws InterruptedException {
        try (Load running = new Load(load, shares)) {
            await().atMost(Servers.PATIENCE).pollInterval(OFTEN).until(() -> running.answered() > 1_000);
            happening.happen(running);
            running.stop();
            for (OwnedKey key : keys()) {
                key.answered(key.read().returning(Calls.result(load, key.read())));
            }
            return running;
        }
    }

    /** Something that goes on under load. */
    interface Happening {
        void happen(Load running) throws InterruptedException;
    }

    /**
     * Has a master replaced under load, and prints what that did.
     *
     * @param untilReady whether the load goes on until all nodes are in order, which may take ten seconds
     */
    void prove(String servers, Failover failover, boolean untilReady) throws InterruptedException {
        Figures figures = new Figures();
        Load run = under(running -> {
            Iterator<Cache.Entry<String, Long>> scan = stays.iterator();
            Map<String, Long> seen = new HashMap<>(take(scan, ENTRIES_THAT_STAY / 3));
            keys().forEach(key -> key.setRisk(failover.riskOf(redisKey(key.name()))));
            List<String> clocks = shares.stream()
                    .flatMap(share -> share.clocks().stream())
                    .filter(clock -> failover.riskOf(redisKey(clock)) != Risk.NONE)
                    .toList();
            long begin = System.nanoTime();
            Election election = failover.strike();
            figures.electedAfter = election.nanos() - begin;
            figures.backAfter = awaitClocks(running, election, clocks) - election.nanos();
            if (failover.blow() != Failover.Blow.KILLED) {
                failover.mend(); // at once: it does not know yet that it was replaced
            }
            if (failover.letsScansGoOn()) {
                seen.putAll(all(scan));
                assertThat(seen).as("scan that began before").isEqualTo(staying);
            }
            assertThat(all(stays.iterator())).as("scan that began afterwards").isEqualTo(staying);
            failover.mend();
            if (untilReady) {
                failover.awaitReady();
            }
            running.check();
        });
        long lost = keys().stream().mapToLong(OwnedKey::takeLost).sum();
        keys().forEach(key -> key.setRisk(Risk.NONE));
        System.out.printf(
                "failover: %s, master %s: elected after %d ms, back %d ms later; %d calls answered, %d not sent, %d of"
                        + " unknown outcome, %d acknowledged writes lost; elsewhere %d calls failed, the longest took %d ms%n",
                servers,
                failover.blow(),
                TimeUnit.NANOSECONDS.toMillis(figures.electedAfter),
                TimeUnit.NANOSECONDS.toMillis(figures.backAfter),
                run.answered(),
                run.refused(),
                run.unknown(),
                lost,
                run.failedWithoutRisk(),
                run.longestMillisWithoutRisk());
        assertThat(Duration.ofNanos(figures.backAfter)).as("back").isLessThan(BACK);
        assertThat(run.failedWithoutRisk()).as("calls that failed elsewhere").isZero();
    }

    private static final class Figures {
        long electedAfter;
        long backAfter;
    }

    private static long awaitClocks(Load running, Election election, List<String> clocks) {
        try (Jedis jedis = new Jedis(election.master().uri())) {
            for (String clock : clocks) {
                await().atMost(BACK.multipliedBy(4)).pollInterval(OFTEN).until(() -> {
                    running.check();
                    String time = jedis.get(redisKey(clock));
                    return time != null && Long.parseLong(time) - election.nanos() > 0;
                });
            }
        }
        return System.nanoTime();
    }

    private static Map<String, Long> take(Iterator<Cache.Entry<String, Long>> scan, int count) {
        Map<String, Long> taken = new HashMap<>();
        while (taken.size() < count) {
            Cache.Entry<String, Long> entry = scan.next();
            taken.put(entry.getKey(), entry.getValue());
        }
        return taken;
    }

    private static Map<String, Long> all(Iterator<Cache.Entry<String, Long>> scan) {
        Map<String, Long> all = new HashMap<>();
        scan.forEachRemaining(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public void close() {
        provider.close();
    }
}
