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
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import redis.clients.jedis.Jedis;

/**
 * Caches under load, and what becomes of them while their servers fail over or slots move: no wrong answer, nothing done
 * twice, back soon, and what asynchronous replication loses is counted.
 */
final class FailoverTrial implements AutoCloseable {

    /** A time-out with which a busy machine makes no call late, where none may fail. */
    static final Duration NOBODY_LATE = Duration.ofSeconds(5);

    private static final Duration DEFAULT = Duration.ofSeconds(1);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final int THREADS = 4;
    static final int TAGS = 12;

    private final RedisCachingProvider provider = new RedisCachingProvider();
    private final Cache<String, Long> load;
    private final Scans scans;
    private final List<Share> shares = new ArrayList<>();

    /** One of caches that are empty but for entries that stay. */
    FailoverTrial(URI uri) {
        this(uri, DEFAULT);
    }

    /** One of caches with that time-out. */
    FailoverTrial(URI uri, Duration timeout) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", uri.toString());
        properties.setProperty("jcache.redis.timeout", timeout.toSeconds() + "s");
        CacheManager manager = provider.getCacheManager(null, null, properties);
        load = strict(manager, "load");
        load.clear();
        scans = new Scans(strict(manager, "stays"), strict(manager, "cleared"));
        for (int thread = 0; thread < THREADS; thread++) {
            shares.add(share(thread));
        }
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
        return "{t" + number % TAGS + "}";
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
            await().atMost(Servers.PATIENCE).pollInterval(OFTEN).until(() -> {
                running.check();
                return running.answered() > 1_000;
            });
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
            Scans.Begun scan = scans.begin();
            keys().forEach(key -> key.setRisk(failover.riskOf(redisKey(key.name()))));
            strike(failover, running, figures);
            if (failover.blow() != Failover.Blow.KILLED) {
                failover.mend(); // at once: it does not know yet that it was replaced
            }
            if (failover.letsScansGoOn()) {
                scan.end();
            } else {
                scan.endOrFail();
            }
            scans.iterate();
            failover.mend();
            if (untilReady) {
                failover.awaitReady();
            }
            running.check();
        });
        print(servers, failover.blow(), figures, run);
        keys().forEach(key -> key.setRisk(Risk.NONE));
        assertThat(Duration.ofNanos(figures.backAfter)).as("back").isLessThan(failover.back());
        assertThat(run.failedWithoutRisk()).as("calls that failed elsewhere").isZero();
    }

    private static final class Figures {
        long electedAfter;
        long backAfter;
    }

    /** Has the master replaced, and waits until the new one is used. */
    private void strike(Failover failover, Load running, Figures figures) {
        List<String> clocks = shares.stream()
                .flatMap(share -> share.clocks().stream())
                .filter(clock -> failover.riskOf(redisKey(clock)) != Risk.NONE)
                .toList();
        long begin = System.nanoTime();
        Election election = failover.strike();
        figures.electedAfter = election.nanos() - begin;
        figures.backAfter = awaitClocks(running, election, clocks) - election.nanos();
    }

    private static long awaitClocks(Load running, Election election, List<String> clocks) {
        try (Jedis jedis = new Jedis(election.master().uri())) {
            for (String clock : clocks) {
                await().atMost(Servers.PATIENCE).pollInterval(OFTEN).until(() -> {
                    running.check();
                    String time = jedis.get(redisKey(clock));
                    return time != null && Long.parseLong(time) - election.nanos() > 0;
                });
            }
        }
        return System.nanoTime();
    }

    private void print(String servers, Failover.Blow blow, Figures figures, Load run) {
        System.out.printf(
                "failover: %s, master %s: elected after %d ms, back %d ms later; %d calls answered, %d not sent, %d of"
                        + " unknown outcome, %d acknowledged writes lost; elsewhere %d calls failed, the longest took %d ms%n",
                servers,
                blow,
                TimeUnit.NANOSECONDS.toMillis(figures.electedAfter),
                TimeUnit.NANOSECONDS.toMillis(figures.backAfter),
                run.answered(),
                run.refused(),
                run.unknown(),
                keys().stream().mapToLong(OwnedKey::takeLost).sum(),
                run.failedWithoutRisk(),
                run.longestMillisWithoutRisk());
    }

    /**
     * Has something happen again and again under load that nobody may notice, also not those who go through all entries
     * meanwhile. Each time one of them comes to its end before the next.
     */
    void proveUnnoticed(String what, int times, IntConsumer happening) throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        Load run = under(running -> {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < times && !done.get(); i++) {
                    int before = turns.get();
                    happening.accept(i);
                    await().atMost(Servers.PATIENCE)
                            .pollInterval(OFTEN)
                            .until(() -> turns.get() > before || done.get());
                }
            });
            try {
                do {
                    scans.iterate();
                    scans.clear();
                    turns.incrementAndGet();
                    running.check();
                } while (!end.isDone());
            } finally {
                done.set(true);
                // What has begun to happen comes to its end, or it would go on in the tests that follow.
                await().atMost(Servers.PATIENCE).until(end::isDone);
            }
            end.join();
        });
        System.out.printf(
                "failover: %s, %d times: %d calls answered, the longest took %d ms; all entries iterated and cleared %d"
                        + " times%n",
                what, times, run.answered(), run.longestMillisWithoutRisk(), turns.get());
        assertThat(run.refused() + run.unknown()).as("calls that failed").isZero();
    }

    @Override
    public void close() {
        provider.close();
    }
}
