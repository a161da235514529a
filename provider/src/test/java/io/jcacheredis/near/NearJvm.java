package io.jcacheredis.near;

import static org.awaitility.Awaitility.await;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;

/** One of several JVMs that write their own entries and read all of them, by near caches, for {@link NearTrial}. */
final class NearJvm {

    private static final int MOST_SECONDS_MORE = 90;
    /** What is read and is older may be so because Redis lost what was newer, which is known in the end. */
    private static final long SUSPICIOUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long STOPPED = 1;
    private static final long CONFIRMED = 2;
    private static final int READERS = 2;
    private static final int AT_ONCE = 250;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Cache<Integer, Long> cache;
    private final Versions versions;
    private final int number;
    private final boolean mayLose;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong lostByRedis = new AtomicLong();
    private final Map<Read, Suspicion> suspicions = new ConcurrentHashMap<>();

    private NearJvm(Cache<Integer, Long> cache, Versions versions, int number, boolean mayLose) {
        this.cache = cache;
        this.versions = versions;
        this.number = number;
        this.mayLose = mayLose;
    }

    private record Read(int key, long version) {}

    /**
     * The last read of a version that was old or less than what was written here.
     *
     * @param start when it began
     * @param own the version that was acknowledged here before, or 0
     */
    private record Suspicion(long start, long own) {

        static Suspicion latest(Suspicion one, Suspicion other) {
            return new Suspicion(Math.max(one.start, other.start), Math.max(one.own, other.own));
        }
    }

    /**
     * Arguments: the Redis, the number of this JVM, for how many seconds, the file of versions, and whether that Redis may lose what it
     * acknowledged.
     */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endAfter(Duration.ofMinutes(30));
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", arguments[0]);
        properties.setProperty("jcache.redis.on-failure", "strict");
        properties.setProperty("jcache.redis.timeout", "500ms");
        RedisCachingProvider provider = new RedisCachingProvider();
        Cache<Integer, Long> cache = provider.getCacheManager(null, null, properties)
                .createCache(
                        "near",
                        new RedisConfiguration<Integer, Long>()
                                .setTypes(Integer.class, Long.class)
                                .setStatisticsEnabled(true)
                                .setNearCache(NearCache.ofSize(1_000)));
        NearJvm jvm = new NearJvm(
                cache,
                Versions.in(Path.of(arguments[3])),
                Integer.parseInt(arguments[1]),
                Boolean.parseBoolean(arguments[4]));
        jvm.writeAll(); // what is not there is not kept
        System.out.println("ready");
        jvm.run(Integer.parseInt(arguments[2]));
        provider.close();
    }

    private void run(int seconds) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(this::write, "writer"));
        for (int i = 0; i < READERS; i++) {
            threads.add(new Thread(this::read, "reader"));
        }
        threads.forEach(Thread::start);
        RedisCacheStatisticsMXBean statistics = Statistics.of(cache);
        int most = seconds + MOST_SECONDS_MORE;
        for (int i = 0; i < seconds || (i < most && isShort(statistics, seconds)); i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        done.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        confirm();
        System.out.println("reads=" + reads);
        System.out.println("writes=" + writes);
        System.out.println("failures=" + failures);
        System.out.println("lostByRedis=" + lostByRedis);
        System.out.println("oldest=" + TimeUnit.NANOSECONDS.toMillis(oldestOfAll()));
        System.out.println("lostOwn=" + lostOwn());
        System.out.println("nearHits=" + statistics.getCacheNearHits());
    }

    private static boolean isShort(RedisCacheStatisticsMXBean statistics, int seconds) {
        return statistics.getCacheGets() <= NearTrial.leastReads(seconds) / NearTrial.JVMS;
    }

    private boolean isOwn(int key) {
        return key % NearTrial.JVMS == number;
    }

    /** Each entry often for a while, and then not for longer than anything old may be read. */
    private void write() {
        for (int round = 0; !done.get(); round++) {
            write(round / AT_ONCE % (Versions.KEYS / NearTrial.JVMS) * NearTrial.JVMS + number);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Only what is known to be written counts; what may have been written is written again. */
    private boolean write(int key) {
        long version = versions.acknowledged(key) + 1;
        try {
            if (mayLose) {
                noteLost(key, found(key, version), version - 1);
            } else {
                cache.put(key, new Written(version, version - 1).number());
            }
            versions.acknowledge(key, version, System.nanoTime());
            writes.incrementAndGet();
            return true;
        } catch (CacheException e) {
            failures.incrementAndGet();
            return false;
        }
    }

    /** Writes a version, and tells which one was there. */
    private long found(int key, long version) {
        return cache.invoke(key, (entry, none) -> {
            Written written = Written.over(entry.getValue(), version);
            entry.setValue(written.number());
            return written.found();
        });
    }

    private void noteLost(int key, long found, long acknowledged) {
        long first = found + 1;
        if (first <= acknowledged) {
            versions.lose(key, first, acknowledged);
            lostByRedis.addAndGet(acknowledged - first + 1);
        }
    }

    /** Writes each entry once more when nobody reads any more, which tells what has been lost, and waits for the others who do. */
    private void confirm() {
        awaitAll(STOPPED);
        writeAll();
        awaitAll(CONFIRMED);
    }

    private void writeAll() {
        for (int key = number; key < Versions.KEYS; key += NearTrial.JVMS) {
            int own = key;
            awaitSoon(() -> write(own));
        }
    }

    private void awaitAll(long step) {
        versions.done(number, step);
        awaitSoon(() -> versions.haveAllDone(step));
    }

    private static void awaitSoon(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(condition);
    }

    private void read() {
        long count = 0;
        while (!done.get()) {
            int key = ThreadLocalRandom.current().nextInt(Versions.KEYS);
            long own = isOwn(key) ? versions.acknowledged(key) : 0;
            long start = System.nanoTime();
            try {
                Long number = cache.get(key);
                count++;
                if (number != null) {
                    check(key, Written.of(number).version(), own, start);
                }
            } catch (CacheException e) {
                failures.incrementAndGet();
            }
        }
        reads.addAndGet(count);
    }

    private void check(int key, long version, long own, long start) {
        long age = versions.age(key, version, start);
        if (age < SUSPICIOUS_NANOS && version >= own) {
            oldest.accumulateAndGet(age, Math::max);
        } else {
            suspicions.merge(new Read(key, version), new Suspicion(start, own), Suspicion::latest);
        }
    }

    private long oldestOfAll() {
        return suspicions.entrySet().stream()
                .mapToLong(entry -> versions.age(entry.getKey().key, entry.getKey().version, entry.getValue().start))
                .reduce(oldest.get(), Math::max);
    }

    /** How many versions were read after newer ones had been written here that Redis did not lose. */
    private long lostOwn() {
        return suspicions.entrySet().stream()
                .filter(entry ->
                        versions.newerUpTo(entry.getValue().own, entry.getKey().key, entry.getKey().version) > 0)
                .count();
    }
}
