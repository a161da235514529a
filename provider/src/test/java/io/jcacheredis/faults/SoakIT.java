package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.FaultProxy.Way;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/**
 * Caches that are used, made and destroyed for a while, on connections that break all the time: threads, sockets, heap and keys
 * stay as many as they were. {@code -Dsoak.seconds} makes it longer, {@code -Dsoak.cycles} makes more caches; see docs/testing.md.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
@Tag("alone")
class SoakIT {

    private static final int SECONDS = Integer.getInteger("soak.seconds", 10);
    private static final int CYCLES = Integer.getInteger("soak.cycles", 500);
    private static final int USERS = 6;
    private static final int KEYS = 200;

    private EmbeddedRedis redis;
    private FaultProxy proxy;
    private RedisCachingProvider provider;
    private CacheManager manager;
    private CacheManager patient;

    @BeforeEach
    void open() throws IOException {
        redis = EmbeddedRedis.start();
        proxy = new FaultProxy(redis.uri());
        provider = new RedisCachingProvider();
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", proxy.uri().toString());
        properties.setProperty("jcache.redis.timeout", "150ms");
        manager = provider.getCacheManager(null, null, properties);
        properties.setProperty("jcache.redis.timeout", "10s");
        patient = provider.getCacheManager(URI.create("manager:patient"), null, properties);
    }

    @AfterEach
    void close() throws IOException {
        provider.close();
        proxy.close();
        redis.close();
    }

    private static Cache<String, String> cache(CacheManager manager, String name, OnFailure onFailure) {
        return manager.createCache(
                name,
                new RedisConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true)
                        .setOnFailure(onFailure));
    }

    /** What must not grow. */
    private record Sample(long threads, long sockets, long heapKiB) {

        static Sample now() throws IOException {
            System.gc();
            return new Sample(
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("jcache-redis-"))
                            .count(),
                    openSockets(),
                    liveHeap() / 1024);
        }

        /** What that collection left: six threads make megabytes of garbage before one could look at the heap itself. */
        private static long liveHeap() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                    .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                    .sum();
        }

        private static long openSockets() throws IOException {
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                return files.filter(Sample::isSocket).count();
            }
        }

        private static boolean isSocket(Path file) {
            try {
                return Files.readSymbolicLink(file).toString().startsWith("socket:");
            } catch (IOException e) {
                return false; // closed meanwhile
            }
        }
    }

    @Test
    void useUnderFaults_leavesThreadsSocketsHeapAndKeysFlat() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        LongAdder calls = new LongAdder();
        LongAdder failures = new LongAdder();
        ExecutorService users = Executors.newFixedThreadPool(USERS + 1);
        List<Future<?>> ends = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        try {
            for (int i = 0; i < USERS; i++) {
                Cache<String, String> cache =
                        cache(manager, "soak" + i, i % 2 == 0 ? OnFailure.DEGRADE : OnFailure.STRICT);
                Random random = new Random(i);
                ends.add(users.submit(() -> use(cache, random, done, calls, failures)));
            }
            ends.add(users.submit(() -> disturb(done)));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            long step = TimeUnit.SECONDS.toNanos(SECONDS) / 20;
            while (end - System.nanoTime() > 0) {
                LockSupport.parkNanos(step);
                samples.add(Sample.now());
            }
        } finally {
            done.set(true);
            users.shutdown();
        }
        for (Future<?> one : ends) {
            one.get(30, TimeUnit.SECONDS);
        }
        System.out.println("soak: " + calls + " calls, " + failures + " of them failed; " + samples.get(0)
                + " at first, " + samples.get(samples.size() - 1) + " at last");
        assertThat(failures.sum()).as("faults that were felt").isPositive();
        List<Sample> first = samples.subList(0, samples.size() / 4);
        List<Sample> last = samples.subList(samples.size() - samples.size() / 4, samples.size());
        assertThat(most(last, Sample::threads)).isLessThanOrEqualTo(most(first, Sample::threads) + 4);
        assertThat(most(last, Sample::sockets)).isLessThanOrEqualTo(most(first, Sample::sockets) + 20);
        assertThat(most(last, Sample::heapKiB)).isLessThanOrEqualTo(most(first, Sample::heapKiB) + 32 * 1024);
        for (int i = 0; i < USERS; i++) {
            String name = "soak" + i;
            await().ignoreExceptions().atMost(Duration.ofSeconds(10)).until(() -> {
                Cache<String, String> cache = manager.getCache(name, String.class, String.class);
                cache.put("k", "v");
                return "v".equals(cache.get("k"));
            });
            manager.destroyCache(name);
        }
        try (RedisClient client = RedisClient.create(redis.uri())) {
            await().untilAsserted(() -> assertThat(client.keys("jcache:*")).isEmpty());
        }
    }

    private static long most(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).max().orElseThrow();
    }

    private static void use(
            Cache<String, String> cache, Random random, AtomicBoolean done, LongAdder calls, LongAdder failures) {
        while (!done.get()) {
            String key = "k" + random.nextInt(KEYS);
            calls.increment();
            try {
                switch (random.nextInt(8)) {
                    case 0 -> cache.put(key, "v".repeat(random.nextInt(2000)));
                    case 1 -> cache.remove(key);
                    case 2 ->
                        cache.invoke(key, (entry, arguments) -> {
                            entry.setValue(entry.exists() ? entry.getValue() : "new");
                            return null;
                        });
                    case 3 -> cache.forEach(entry -> {});
                    case 4 -> cache.clear();
                    case 5 -> cache.put(key, "x".repeat(200_000));
                    default -> cache.get(key);
                }
            } catch (CacheUnavailableException e) {
                failures.increment();
            }
        }
    }

    private void disturb(AtomicBoolean done) {
        Random random = new Random(7);
        while (!done.get()) {
            pause(random.nextInt(60));
            switch (random.nextInt(6)) {
                case 0 -> proxy.cutAfter(Way.TO_CLIENT, random.nextInt(200));
                case 1 -> proxy.cutAfter(Way.TO_SERVER, random.nextInt(200));
                case 2 -> proxy.repeatOnce(Way.TO_CLIENT);
                case 3 -> {
                    proxy.hold(Way.TO_SERVER);
                    proxy.passOnNewConnections(Way.TO_SERVER);
                    pause(random.nextInt(300));
                    proxy.pass(Way.TO_SERVER);
                }
                case 4 -> {
                    proxy.refuse(true);
                    pause(random.nextInt(50));
                    proxy.refuse(false);
                }
                default -> {
                    redis.pause();
                    pause(random.nextInt(200));
                    redis.resume();
                }
            }
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void createAndDestroy_leavesNothing() throws Exception {
        cycles(CYCLES / 10);
        Sample before = Sample.now();
        long start = System.nanoTime();
        cycles(CYCLES);
        Sample after = Sample.now();
        System.out.println("soak: " + CYCLES + " caches made, used and destroyed in "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms; " + before + " before, " + after
                + " after");
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 2);
        assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets() + 2);
        assertThat(after.heapKiB()).isLessThanOrEqualTo(before.heapKiB() + 8 * 1024);
        try (RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.keys("jcache:*")).isEmpty();
        }
    }

    private void cycles(int number) {
        for (int i = 0; i < number; i++) {
            Cache<String, String> cache = cache(patient, "cycle", i % 2 == 0 ? OnFailure.DEGRADE : OnFailure.STRICT);
            cache.put("a", "1");
            cache.get("a");
            patient.destroyCache("cycle");
        }
    }
}
