package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Caches that a configuration declares, and those that a program creates under its patterns. */
class DeclaredCachesIT {

    private static final String YAML = """
            jcache:
              redis:
                caches:
                  property:detail:
                    expiry: {created: 10m}
                    key-type: String
                    value-type: String
                  loaded:
                    loader: io.jcacheredis.DeclaredCachesIT$Loader
                    read-through: true
                  com.acme.**:
                    expiry: {modified: 5m}
                    value-type: String
                    codec: json
            """;

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    private final RedisCachingProvider provider = new RedisCachingProvider();
    private RedisClient client;

    @BeforeEach
    void open() {
        redis.server().flush();
        client = RedisClient.create(redis.uri());
        Loader.made.set(0);
        Loader.making.set(() -> {});
    }

    @AfterEach
    void close() {
        provider.close();
        client.close();
    }

    /** Loads the key in capitals; what happens while one is made is a test's. */
    public static final class Loader implements CacheLoader<String, String> {

        static final AtomicInteger made = new AtomicInteger();
        static final AtomicReference<Runnable> making = new AtomicReference<>(() -> {});

        public Loader() {
            made.incrementAndGet();
            making.get().run();
        }

        @Override
        public String load(String key) {
            return key.toUpperCase(java.util.Locale.ROOT);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }
    }

    private URI file(String text) {
        try {
            return Files.writeString(folder.resolve("caches.yaml"), text).toUri();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private CacheManager manager(String yaml) {
        return provider.getCacheManager(file(yaml), null, Opened.settings(redis.uri()));
    }

    @SuppressWarnings("unchecked") // the configuration is the cache's
    private static CompleteConfiguration<Object, Object> configuration(Cache<?, ?> cache) {
        return cache.getConfiguration(CompleteConfiguration.class);
    }

    @Test
    void declaredCaches_areThere_withTheirSettings() {
        CacheManager manager = manager(YAML);

        assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("property:detail", "loaded");
        Cache<String, String> details = manager.getCache("property:detail", String.class, String.class);
        details.put("prop-123", "x");
        assertThat(client.pttl("jcache:property:detail:prop-123")).isBetween(500_000L, 600_000L);
        Cache<Object, Object> loaded = manager.getCache("loaded");
        assertThat(loaded.get("key")).isEqualTo("KEY");
    }

    @Test
    void getCache_twice_isTheSame_andWithOtherTypesAnError() {
        CacheManager manager = manager(YAML);

        assertThat(manager.<Object, Object>getCache("loaded")).isSameAs(manager.getCache("loaded"));
        assertThatThrownBy(() -> manager.getCache("property:detail", Long.class, String.class))
                .isInstanceOf(ClassCastException.class);
    }

    @Test
    void redisNeedNotRun() {
        CacheManager manager =
                provider.getCacheManager(file(YAML), null, Opened.settings(URI.create("redis://127.0.0.1:1")));

        assertThat(manager.getCacheNames()).hasSize(2);
    }

    /** What Spring Boot does with the names in {@code spring.cache.cache-names}. */
    @Test
    void createCache_ofADeclaredName_withNothingToSay_isTheDeclaredCache() {
        CacheManager manager = manager(YAML);

        Cache<Object, Object> details = manager.createCache("property:detail", new MutableConfiguration<>());
        Cache<Object, Object> loaded = manager.createCache("loaded", new MutableConfiguration<>());

        assertThat(manager.<Object, Object>getCache("loaded")).isSameAs(loaded);
        assertThat(details).isSameAs(manager.getCache("property:detail", String.class, String.class));
        assertThat(configuration(details).getKeyType()).isEqualTo(String.class);
        assertThat(Loader.made).hasValue(1);
        for (String name : manager.getCacheNames()) {
            assertThat(manager.<Object, Object>getCache(name)).isNotNull();
        }
    }

    @Test
    void createCache_ofADeclaredName_withSomethingToSay_hasBoth() {
        CacheManager manager = manager(YAML);

        Cache<Object, Object> cache =
                manager.createCache("loaded", new MutableConfiguration<>().setStatisticsEnabled(true));

        assertThat(manager.<Object, Object>getCache("loaded")).isSameAs(cache);
        assertThat(configuration(cache).isStatisticsEnabled()).isTrue();
        assertThat(configuration(cache).isReadThrough()).isTrue();
        assertThat(cache.get("key")).isEqualTo("KEY");
        assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("property:detail", "loaded");
    }

    @Test
    void createCache_ofADeclaredName_countsOnce() {
        CacheManager manager = manager(YAML);
        Cache<Object, Object> cache = manager.createCache("loaded", new MutableConfiguration<>());

        assertThatThrownBy(() -> manager.createCache("loaded", new MutableConfiguration<>()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("exists already");
        assertThat(cache.isClosed()).isFalse();
    }

    @Test
    void createCache_ofADeclaredNameThatSomebodyHas_isRefused() {
        CacheManager manager = manager(YAML);
        Cache<Object, Object> loaded = manager.getCache("loaded");
        manager.getCache("property:detail", String.class, String.class);

        for (String name : List.of("loaded", "property:detail")) {
            assertThatThrownBy(() -> manager.createCache(name, new MutableConfiguration<>()))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("exists already");
        }
        assertThat(loaded.isClosed()).isFalse();
    }

    /** Who looks after caches must not decide what a program may do with them. */
    @Test
    void cachesThatAreLookedAt_canBeCreatedStill() {
        RedisCacheManager manager = manager(YAML).unwrap(RedisCacheManager.class);

        assertThat(manager.caches()).extracting(Cache::getName).containsExactly("loaded", "property:detail");

        manager.createCache("loaded", new MutableConfiguration<>().setStatisticsEnabled(true));
        manager.destroyCache("property:detail");
        assertThat(manager.caches())
                .singleElement()
                .satisfies(cache -> assertThat(cache.getName()).isEqualTo("loaded"))
                .satisfies(cache ->
                        assertThat(configuration(cache).isStatisticsEnabled()).isTrue());
        manager.close();
        assertThatThrownBy(manager::caches).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroyedDeclaredCache_canBeCreatedAgain_onceAndWithItsSettings() {
        CacheManager manager = manager(YAML);
        manager.destroyCache("property:detail");
        assertThat(manager.getCacheNames()).containsExactly("loaded");

        Cache<Object, Object> again = manager.createCache("property:detail", new MutableConfiguration<>());

        assertThat(configuration(again).getValueType()).isEqualTo(String.class);
        assertThatThrownBy(() -> manager.createCache("property:detail", new MutableConfiguration<>()))
                .isInstanceOf(CacheException.class);
    }

    /** What Hibernate does with a region that nobody configured. */
    @Test
    void createCache_ofADeclaredName_thatFails_leavesTheDeclaredCache() {
        CacheManager manager = manager(YAML);

        assertThatThrownBy(() -> manager.createCache(
                        "property:detail",
                        new javax.cache.configuration.MutableConfiguration<String, String>()
                                .setExpiryPolicyFactory(() -> {
                                    throw new IllegalArgumentException("on purpose");
                                })))
                .isInstanceOf(IllegalArgumentException.class);

        Cache<String, String> details = manager.getCache("property:detail", String.class, String.class);
        details.put("prop-123", "x");
        assertThat(client.pttl("jcache:property:detail:prop-123")).isPositive();
    }

    @Test
    void createCache_underAPattern_takesItsSettings() {
        CacheManager manager = manager(YAML);
        Cache<Object, Object> cache = manager.createCache("com.acme.User", new MutableConfiguration<>());
        cache.put("key", "value");

        assertThat(client.get("jcache:com.acme.User:key")).isEqualTo("\"value\"");
        assertThat(client.pttl("jcache:com.acme.User:key")).isBetween(200_000L, 300_000L);

        Cache<Object, Object> own = manager.createCache(
                "com.acme.Own",
                new MutableConfiguration<>()
                        .setExpiryPolicyFactory(
                                CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.HOURS, 1))));
        own.put("key", "value");
        assertThat(client.pttl("jcache:com.acme.Own:key")).isGreaterThan(3_000_000L);
    }

    @Test
    void declaredCacheThatCanNotBeMade_isAnErrorThatNamesIt_andNothingIsLeft() {
        Loader.making.set(() -> {
            throw new IllegalStateException("no database");
        });
        URI file = file(YAML);

        assertThatThrownBy(() -> provider.getCacheManager(file, null, Opened.settings(redis.uri())))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'loaded'");

        Loader.making.set(() -> {});
        CacheManager manager = provider.getCacheManager(file, null, Opened.settings(redis.uri()));
        assertThat(manager.getCacheNames()).hasSize(2);
        assertThat(manager.isClosed()).isFalse();
    }

    @Test
    void overlappingDeclaredNames_areAnErrorThatNamesBoth() {
        assertThatThrownBy(() -> manager("jcache: {redis: {caches: {a: , 'a:b': }}}"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("'a:b'");
    }

    @Test
    void badFile_isAnError_andTheNextTryReadsItAgain() {
        assertThatThrownBy(() -> manager("jcache: {redis: {cahces: {a: {codec: json}}}}"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("caches.yaml:1: jcache.redis.cahces")
                .hasMessageContaining("did you mean jcache.redis.caches?");

        assertThat(manager(YAML).getCacheNames()).hasSize(2);
    }

    @Test
    void whatUsersWrote_mayAskForTheManagerWhileItIsMade() {
        AtomicReference<CacheManager> inside = new AtomicReference<>();
        URI file = file(YAML);
        Loader.making.set(() -> inside.set(provider.getCacheManager(file, null, Opened.settings(redis.uri()))));

        CacheManager manager = provider.getCacheManager(file, null, Opened.settings(redis.uri()));

        assertThat(inside.get()).isSameAs(manager);
        assertThat(Loader.made).hasValue(1);
    }

    @Test
    void otherThreads_waitForTheDeclaredCaches_andOtherManagersAreNotHeldUp() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Loader.making.set(() -> {
            making.countDown();
            await(goOn);
        });
        URI file = file(YAML);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<CacheManager> first =
                    threads.submit(() -> provider.getCacheManager(file, null, Opened.settings(redis.uri())));
            await(making);
            Future<Iterable<String>> second =
                    threads.submit(() -> provider.getCacheManager(file, null, Opened.settings(redis.uri()))
                            .getCacheNames());
            CacheManager other = provider.getCacheManager(URI.create("other"), null, Opened.settings(redis.uri()));
            assertThat(other.getCacheNames()).isEmpty();
            assertThat(second.isDone()).isFalse();

            goOn.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).getCacheNames()).hasSize(2);
            assertThat(second.get(30, TimeUnit.SECONDS)).hasSize(2);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    /** The one that waits would otherwise hear that the manager is closed, and not why. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threadThatWaitsForCachesThatFail_triesItself(boolean failsAgain) throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Loader.making.set(() -> {
            making.countDown();
            await(goOn);
            if (failsAgain || Loader.made.get() == 1) {
                throw new IllegalStateException("no database");
            }
        });
        URI file = file(YAML);
        AtomicReference<Thread> waiting = new AtomicReference<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<CacheManager> first =
                    threads.submit(() -> provider.getCacheManager(file, null, Opened.settings(redis.uri())));
            await(making);
            Future<CacheManager> second = threads.submit(() -> {
                waiting.set(Thread.currentThread());
                return provider.getCacheManager(file, null, Opened.settings(redis.uri()));
            });
            Awaitility.await()
                    .until(() -> waiting.get() != null && waiting.get().getState() == Thread.State.TIMED_WAITING);
            goOn.countDown();

            assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS)).hasStackTraceContaining("no database");
            if (failsAgain) {
                assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(CacheException.class)
                        .hasMessageContaining("'loaded'")
                        .hasStackTraceContaining("no database");
            } else {
                assertThat(second.get(30, TimeUnit.SECONDS).getCacheNames()).hasSize(2);
            }
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void createCache_byManyThreads_ofADeclaredName_isWonByOne() throws Exception {
        CacheManager manager = manager(YAML);
        AtomicInteger won = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                try {
                    manager.createCache("loaded", new MutableConfiguration<>().setStatisticsEnabled(true));
                    won.incrementAndGet();
                } catch (CacheException e) {
                    assertThat(e).hasMessageContaining("exists already");
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(won).hasValue(1);
        assertThat(configuration(manager.getCache("loaded")).isStatisticsEnabled())
                .isTrue();
    }

    /** Finds classes of this test anew, as the class loader of a web application does. */
    private static final class Isolated extends URLClassLoader {

        Isolated(Path folder) throws IOException {
            super(new URL[] {folder.toUri().toURL()}, DeclaredCachesIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Loader.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void classes_areThoseOfTheManagersClassLoader_andSoIsTheFile() throws IOException {
        Files.writeString(folder.resolve("jcache-redis-web.yaml"), YAML);
        try (Isolated loader = new Isolated(folder)) {
            CacheManager manager = provider.getCacheManager(URI.create("web"), loader, Opened.settings(redis.uri()));

            Object made = configuration(manager.getCache("loaded"))
                    .getCacheLoaderFactory()
                    .create();

            assertThat(made.getClass().getClassLoader()).isSameAs(loader);
        }
    }
}
