package io.jcacheredis.near;

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
import java.util.Properties;
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
    private static final int READERS = 2;
    private static final int AT_ONCE = 1_000;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Cache<Integer, Long> cache;
    private final Versions versions;
    private final int number;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong lostOwn = new AtomicLong();

    private NearJvm(Cache<Integer, Long> cache, Versions versions, int number) {
        this.cache = cache;
        this.versions = versions;
        this.number = number;
    }

    /** Arguments: the Redis, the number of this JVM, for how many seconds, and the file of versions. */
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
        NearJvm jvm = new NearJvm(cache, Versions.in(Path.of(arguments[3])), Integer.parseInt(arguments[1]));
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
        System.out.println("reads=" + reads);
        System.out.println("writes=" + writes);
        System.out.println("failures=" + failures);
        System.out.println("oldest=" + TimeUnit.NANOSECONDS.toMillis(oldest.get()));
        System.out.println("lostOwn=" + lostOwn);
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
        long[] next = new long[Versions.KEYS];
        for (int round = 0; !done.get(); round++) {
            int key = round / AT_ONCE % (Versions.KEYS / NearTrial.JVMS) * NearTrial.JVMS + number;
            long version = next[key] + 1;
            try {
                cache.put(key, version);
                // Only what is known to be written counts; what may have been written is written again.
                next[key] = version;
                versions.acknowledge(key, version, System.nanoTime());
                writes.incrementAndGet();
            } catch (CacheException e) {
                failures.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void read() {
        long count = 0;
        while (!done.get()) {
            int key = ThreadLocalRandom.current().nextInt(Versions.KEYS);
            long own = isOwn(key) ? versions.acknowledged(key) : 0;
            long start = System.nanoTime();
            try {
                Long version = cache.get(key);
                count++;
                if (version != null) {
                    check(key, version, own, start);
                }
            } catch (CacheException e) {
                failures.incrementAndGet();
            }
        }
        reads.addAndGet(count);
    }

    private void check(int key, long version, long own, long start) {
        oldest.accumulateAndGet(versions.age(key, version, start), Math::max);
        if (version < own) {
            lostOwn.incrementAndGet();
        }
    }
}
