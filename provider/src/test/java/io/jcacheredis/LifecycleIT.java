package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.Closeable;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** What managers and caches hold while they live, and that it is gone after their end. */
@Timeout(60)
class LifecycleIT {

    private static EmbeddedRedis redis;
    private static RedisClient client;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        client = RedisClient.create(redis.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
        assertThat(ourBeans()).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(connections()).isZero());
        client.flushAll();
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("jcache-redis-") && !name.startsWith("jcache-redis-embedded"))
                .toList();
    }

    private static Set<ObjectName> ourBeans() throws MalformedObjectNameException {
        return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("javax.cache:*"), null);
    }

    /** How many connections the server has from a provider. */
    private static long connections() {
        Object list = Commands.send(client, Command.CLIENT, "LIST");
        return text(list)
                .lines()
                .filter(line -> line.contains(" name=jcache-redis "))
                .count();
    }

    private static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "" + reply;
    }

    /** A configuration that uses all there is: listeners, loader, JMX. */
    private static MutableConfiguration<String, String> full() {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setManagementEnabled(true)
                .setStatisticsEnabled(true)
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> new Loader(key -> "loaded"))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        FactoryBuilder.factoryOf(
                                (CacheEntryCreatedListener<String, String> & Serializable) events -> {}),
                        null,
                        false,
                        false));
    }

    private record Loader(UnaryOperator<String> loading) implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return loading.apply(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, loading.apply(key)));
            return loaded;
        }
    }

    /** Who ends an application, as containers and Maven do, looks at the threads that it leaves; the provider may serve others. */
    @Test
    void lastManager_leavesNoThreadBehind_andTheNextOneHasSome() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            for (int i = 0; i < 2; i++) {
                Properties properties = new Properties();
                properties.setProperty("jcache.redis.url", redis.uri().toString());
                try (CacheManager manager = provider.getCacheManager(null, null, properties)) {
                    Cache<String, String> cache = manager.createCache("c", full());
                    cache.put("k", "v");
                    unwrapped(cache).async().get("k").toCompletableFuture().join();
                    provider.getCacheManager(URI.create("other"), null, properties)
                            .close();
                    assertThat(ourThreads()).isNotEmpty();
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(5))
                        .untilAsserted(() -> assertThat(ourThreads()).isEmpty());
            }
        }
    }

    @SuppressWarnings("unchecked") // a class literal has no types
    private static RedisCache<String, String> unwrapped(Cache<String, String> cache) {
        return cache.unwrap(RedisCache.class);
    }

    @Test
    void createAndDestroy_threeHundredTimes_leavesNothing() throws Exception {
        try (Opened opened = Opened.at(redis.uri())) {
            for (int i = 0; i < 300; i++) {
                Cache<String, String> cache = opened.manager.createCache("cycle-" + i, full());
                cache.put("key", "value");
                cache.loadAll(Set.of("a", "b"), true, null);
                assertThat(cache.get("missing")).isEqualTo("loaded");
                opened.manager.destroyCache("cycle-" + i);
            }

            assertThat(opened.manager.getCacheNames()).isEmpty();
            assertThat(ourBeans()).isEmpty();
            assertThat(Commands.keys(client)).isEmpty();
            assertThat(connections()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void openAndCloseProviders_manyTimes_leavesNothing() {
        for (int i = 0; i < 100; i++) {
            try (Opened opened = Opened.at(redis.uri())) {
                Cache<String, String> cache = opened.manager.createCache("cycle", full());
                cache.loadAll(Set.of("a"), true, null);
                cache.put("key", "value");
            }
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> ourThreads().isEmpty());
        }
    }

    @Test
    void managersOfOneProvider_shareTheirConnections() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            List<Cache<String, String>> caches = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                CacheManager manager =
                        provider.getCacheManager(URI.create("manager:" + i), null, Opened.settings(redis.uri()));
                assertThat(connections()).as("made by managers without caches").isEqualTo(i == 0 ? 0 : 1);
                caches.add(manager.createCache(
                        "cache-" + i, new MutableConfiguration<String, String>().setTypes(String.class, String.class)));
            }
            caches.forEach(cache -> cache.put("key", "value"));

            assertThat(connections()).isEqualTo(1);

            for (int i = 0; i < 19; i++) {
                provider.close(URI.create("manager:" + i), null);
            }
            caches.get(19).put("key", "still works");
        }
    }

    @Test
    void create_withRedisDown_works_andUseWaitsForNoMoreThanTheTimeout() throws Exception {
        try (EmbeddedRedis other = EmbeddedRedis.start()) {
            other.stop();
            try (Opened opened =
                    Opened.at(other.uri(), "jcache.redis.timeout", "500ms", "jcache.redis.on-failure", "strict")) {
                Cache<String, String> cache = opened.cache("down");

                long start = System.nanoTime();
                assertThatThrownBy(() -> cache.put("key", "value"))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContaining("'down'")
                        .hasMessageContaining("can't be reached");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

                other.restart();
                Awaitility.await().ignoreExceptions().until(() -> {
                    cache.put("key", "value");
                    return "value".equals(cache.get("key"));
                });
            }
        }
    }

    @Test
    void restartOfRedis_healsByItself() {
        try (EmbeddedRedis other = EmbeddedRedis.start();
                Opened opened = Opened.at(other.uri(), "jcache.redis.on-failure", "strict")) {
            Cache<String, String> cache = opened.cache("healing");
            // Leaves several idle connections, all of which the restart breaks.
            assertThat(inParallel(8, () -> {
                        cache.put("key", "value");
                        return true;
                    }))
                    .containsOnly(true);
            other.restart();

            List<String> failures = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                try {
                    cache.put("key", "again");
                } catch (CacheException e) {
                    failures.add(e.getMessage());
                }
            }

            // Only one of the broken connections is found out the hard way.
            assertThat(failures).hasSizeLessThanOrEqualTo(1);
            assertThat(cache.get("key")).isEqualTo("again");
        }
    }

    @Test
    void createCache_byManyThreads_isWonByOne() {
        try (Opened opened = Opened.at(redis.uri())) {
            List<Boolean> won = inParallel(16, () -> {
                try {
                    opened.manager.createCache("contested", full());
                    return true;
                } catch (CacheException e) {
                    assertThat(e).hasMessageContaining("'contested'");
                    return false;
                }
            });

            assertThat(won.stream().filter(w -> w)).hasSize(1);
            opened.manager.getCache("contested", String.class, String.class).put("key", "value");
        }
    }

    @Test
    void getCacheManager_byManyThreads_givesOne() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            assertThat(inParallel(16, () -> provider.getCacheManager(null, null, Opened.settings(redis.uri()))))
                    .allMatch(manager -> manager == provider.getCacheManager());
        }
    }

    @Test
    void close_duringOperations_isANormalResultOrAnIllegalState() throws Exception {
        for (int round = 0; round < 10; round++) {
            Opened opened = Opened.at(redis.uri());
            Cache<String, String> cache = opened.cache("closing");
            List<Future<Throwable>> ends = useUntilItFails(8, cache);

            opened.close();

            for (Future<Throwable> end : ends) {
                assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void destroyCache_duringOperations_leavesNoKeyBehind() throws Exception {
        try (Opened opened = Opened.at(redis.uri())) {
            for (int round = 0; round < 20; round++) {
                Cache<String, String> cache = opened.cache("destroyed");
                List<Future<Throwable>> ends = useUntilItFails(8, cache);

                opened.manager.destroyCache("destroyed");

                for (Future<Throwable> end : ends) {
                    assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
                }
                assertThat(Commands.keys(client))
                        .as("keys after round %s", round)
                        .isEmpty();
            }
        }
    }

    /** Starts threads that each go through the operations until one throws; returns when all have begun. */
    private List<Future<Throwable>> useUntilItFails(int count, Cache<String, String> cache)
            throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(count);
        List<Future<Throwable>> ends = new ArrayList<>();
        for (int thread = 0; thread < count; thread++) {
            String key = "key-" + thread;
            ends.add(threads.submit(() -> {
                try {
                    while (true) {
                        cache.put(key, "value");
                        cache.getAll(Set.of(key, "other"));
                        cache.putAll(Map.of(key, "value", "other-" + key, "value"));
                        cache.invoke(key, (entry, none) -> {
                            entry.setValue(entry.getValue() + ".");
                            return null;
                        });
                        cache.iterator().forEachRemaining(entry -> {});
                        begun.countDown();
                    }
                } catch (RuntimeException e) {
                    return e;
                }
            }));
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return ends;
    }

    @Test
    void destroyCache_whileALoadRuns_waitsForItAndCallsTheLoaderNoMore() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean destroyed = new AtomicBoolean();
        AtomicBoolean calledAfterwards = new AtomicBoolean();
        MutableConfiguration<String, String> configuration = full().setCacheLoaderFactory(() -> new Loader(key -> {
            calls.incrementAndGet();
            calledAfterwards.compareAndSet(false, destroyed.get());
            loading.countDown();
            awaitQuietly(goOn);
            return "loaded";
        }));
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, String> cache = opened.manager.createCache("loading", configuration);
            cache.loadAll(Set.of("a"), true, null);
            assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
            Future<?> destroy = threads.submit(() -> {
                opened.manager.destroyCache("loading");
                destroyed.set(true);
            });
            Awaitility.await().until(cache::isClosed);
            assertThat(destroy.isDone()).isFalse();
            goOn.countDown();
            destroy.get(10, TimeUnit.SECONDS);

            assertThat(calls).hasValue(1);
            assertThat(calledAfterwards).isFalse();
            assertThat(Commands.keys(client)).isEmpty();
            assertThatThrownBy(() -> cache.get("a")).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_byAListener_ends() throws Exception {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, String> cache = opened.cache("self-closing");
            cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    () -> (CacheEntryCreatedListener<String, String>) events -> cache.close(), null, false, true));

            threads.submit(() -> cache.put("key", "value")).get(10, TimeUnit.SECONDS);

            assertThat(cache.isClosed()).isTrue();
        }
    }

    @Test
    void createCache_whoseSecondFactoryFails_closesWhatTheFirstMade_andTheNameIsFree() {
        try (Opened opened = Opened.at(redis.uri())) {
            AtomicInteger closed = new AtomicInteger();
            MutableConfiguration<String, String> failing = new MutableConfiguration<String, String>()
                    .setTypes(String.class, String.class)
                    .setExpiryPolicyFactory(() -> new ClosingPolicy(closed))
                    .setCacheLoaderFactory(() -> {
                        throw new AssertionError("no loader");
                    });

            assertThatThrownBy(() -> opened.manager.createCache("failing", failing))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no loader");

            assertThat(closed).hasValue(1);
            assertThat(opened.manager.getCacheNames()).isEmpty();
            opened.cache("failing").put("key", "value");
        }
    }

    private record ClosingPolicy(AtomicInteger closed) implements ExpiryPolicy, Closeable {

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return javax.cache.expiry.Duration.ETERNAL;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void closeOfTheProvider_byAnAsynchronousListener_doesNotWaitForItself() {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, String> cache = opened.cache("provider-closing");
            CompletableFuture<Duration> closing = new CompletableFuture<>();
            cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    () -> (CacheEntryCreatedListener<String, String>) events -> {
                        long start = System.nanoTime();
                        opened.manager.getCachingProvider().close();
                        closing.complete(Duration.ofNanos(System.nanoTime() - start));
                    },
                    null,
                    false,
                    false));

            cache.put("key", "value");

            assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    private <T> List<T> inParallel(int count, Callable<T> action) {
        try {
            return threads
                    .invokeAll(IntStream.range(0, count).mapToObj(i -> action).toList())
                    .stream()
                    .map(future -> {
                        try {
                            return future.get(10, TimeUnit.SECONDS);
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .collect(Collectors.toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
