package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.RedisCache;
import io.jcacheredis.embedded.junit.RedisExtension;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With jcache-redis, by the manager that the extension adds where an application has none. */
class RedisCachesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @BeforeAll
    static void configure() {
        System.setProperty("javax.cache.spi.CachingProvider", "io.jcacheredis.RedisCachingProvider");
        System.setProperty("jcache.redis.url", redis.uri().toString());
        System.setProperty("jcache.redis.serialization.allow", Offer.class.getName());
    }

    @AfterAll
    static void forget() {
        System.clearProperty("javax.cache.spi.CachingProvider");
        System.clearProperty("jcache.redis.url");
        System.clearProperty("jcache.redis.serialization.allow");
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "property:detail")
    static class Details {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult(exceptionCacheName = "property:failed")
        String find(@CacheKey String id, boolean fail) {
            calls.incrementAndGet();
            if (fail) {
                throw new IllegalArgumentException(id);
            }
            return "found " + id;
        }

        @CachePut
        void update(String id, @CacheValue String value) {}

        @CacheRemove
        void remove(String id) {}

        @CacheRemoveAll
        void clear() {}
    }

    @Dependent
    static class Injected {
        @Inject
        CacheManager manager;

        @Inject
        @CacheName("property:detail")
        Cache<GeneratedCacheKey, String> details;
    }

    @Test
    void results_areInRedisUnderReadableKeys_andSeenByTheNextContainer() {
        try (Deployment first = Deployment.withoutManager(Details.class, Injected.class)) {
            Details details = first.get(Details.class);
            details.clear();
            assertThat(details.find("prop-1", false)).isEqualTo("found prop-1");
            RedisCache<GeneratedCacheKey, Object> cache = redisCache(first);
            assertThat(cache.redisKey(ParameterKey.of("prop-1")))
                    .isEqualTo("jcache:property:detail:@key:io.jcacheredis.cdi.ParameterKey(prop-1)");
            assertThat(cache.size()).isEqualTo(1);
            assertThatThrownBy(() -> details.find("prop-2", true)).hasMessage("prop-2");
        }
        try (Deployment second = Deployment.withoutManager(Details.class, Injected.class)) {
            Details details = second.get(Details.class);
            assertThat(details.find("prop-1", false)).isEqualTo("found prop-1");
            assertThatThrownBy(() -> details.find("prop-2", true))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("prop-2");
            assertThat(details.calls()).isZero();

            details.update("prop-1", "new");
            assertThat(second.get(Injected.class).details.get(ParameterKey.of("prop-1")))
                    .isEqualTo("new");
            details.remove("prop-1");
            assertThat(details.find("prop-1", false)).isEqualTo("found prop-1");
            assertThat(details.calls()).isEqualTo(1);
        }
    }

    @SuppressWarnings("unchecked") // It is the same cache.
    private static RedisCache<GeneratedCacheKey, Object> redisCache(Deployment deployment) {
        return deployment.cache("property:detail").unwrap(RedisCache.class);
    }

    record Offer(String id, int price) implements Serializable {}

    static class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ApplicationScoped
    static class Offers {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "offers")
        Offer find(String id) {
            return new Offer(id, calls.incrementAndGet());
        }

        @CacheResult(cacheName = "offers")
        Object notAllowed(@CacheKey String id) {
            calls.incrementAndGet();
            return new NotAllowed();
        }

        @CacheResult(cacheName = "offers", exceptionCacheName = "failedOffers")
        Offer fail(String id) {
            throw new NotAllowed();
        }
    }

    @Dependent
    static class InjectedOffers {
        @Inject
        @CacheName("offers")
        Cache<GeneratedCacheKey, Offer> offers;
    }

    /** Which of the two is first depends on what a JVM is asked for first; all of them share the entries. */
    @Test
    void injectedAndAnnotated_oneFirstHereAndTheOtherThere_shareTheirEntries() {
        try (Deployment here = Deployment.withoutManager(Offers.class, InjectedOffers.class);
                Deployment there = Deployment.withoutManager(Offers.class, InjectedOffers.class)) {
            here.get(InjectedOffers.class).offers.put(ParameterKey.of("a"), new Offer("a", 100));
            assertThat(there.get(CacheManager.class).getClassLoader())
                    .as("each has a manager of its own")
                    .isNotSameAs(here.get(CacheManager.class).getClassLoader());
            assertThat(there.get(Offers.class).find("a")).isEqualTo(new Offer("a", 100));

            there.get(Offers.class).find("b");
            assertThat(here.get(Offers.class).find("b")).isEqualTo(new Offer("b", 1));
            assertThat(there.get(InjectedOffers.class).offers.get(ParameterKey.of("b")))
                    .isEqualTo(new Offer("b", 1));
            assertThat(here.get(Offers.class).calls()).isZero();
        }
    }

    @Test
    void exceptionThatMayNotBeKept_isThrownAsItWas_andTellsWhyItWasNot() {
        try (Deployment deployment = Deployment.withoutManager(Offers.class)) {
            assertThatThrownBy(() -> deployment.get(Offers.class).fail("a"))
                    .isExactlyInstanceOf(NotAllowed.class)
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .satisfies(e -> assertThat(e)
                                    .isInstanceOf(CacheException.class)
                                    .hasStackTraceContaining("serialization.allow")));
        }
    }

    @Test
    void resultThatMayNotBeKept_isAnErrorAfterTheMethod() {
        try (Deployment deployment = Deployment.withoutManager(Offers.class)) {
            Offers offers = deployment.get(Offers.class);
            assertThatThrownBy(() -> offers.notAllowed("d"))
                    .isInstanceOf(CacheException.class)
                    .hasStackTraceContaining("serialization.allow");
            assertThat(offers.calls()).isEqualTo(1);
        }
    }

    enum Kind {
        FLAT
    }

    @ApplicationScoped
    static class Kinds {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "kinds")
        int count(String city, Kind kind) {
            return calls.incrementAndGet();
        }
    }

    @Test
    void keyThatMayNotBeWritten_isAnErrorBeforeTheMethod_andTellsOfWhichParameter() {
        try (Deployment deployment = Deployment.withoutManager(Kinds.class)) {
            Kinds kinds = deployment.get(Kinds.class);
            assertThatThrownBy(() -> kinds.count("Lisbon", Kind.FLAT))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("part 2 of the key: class " + Kind.class.getName() + " is not allowed")
                    .hasMessageContaining("serialization.allow");
            assertThat(kinds.calls()).isZero();
        }
    }

    /** As those of a pool, which a server or another application may have made. */
    @Test
    void firstCall_ofAThreadOfAnotherClassLoader_findsTheProviderOfTheApplication() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task);
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            return thread;
        });
        try (Deployment deployment = Deployment.withoutManager(Offers.class)) {
            ClassLoader ofTheApplication = Thread.currentThread().getContextClassLoader();
            Offers offers = deployment.get(Offers.class);
            assertThat(threads.submit(() -> offers.find("c")).get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Offer("c", 1));
            assertThat(deployment.get(CacheManager.class).getClassLoader()).isSameAs(ofTheApplication);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Two managers, as two JVMs have them: they share what is in Redis, and nothing else. */
    @Test
    void singleLoad_callersOfTwoManagers_oneCallsTheMethod() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Deployment deployment = Deployment.withoutManager(Slow.class, OtherManager.class)) {
            Slow slow = deployment.get(Slow.class);
            Future<String> here = threads.submit(() -> slow.here("a"));
            assertThat(slow.begins()).isTrue();
            Future<String> there = threads.submit(() -> slow.there("a"));
            await().during(Duration.ofMillis(300)).until(() -> !there.isDone());
            slow.letGo();

            assertThat(here.get(20, TimeUnit.SECONDS)).isEqualTo("here");
            assertThat(there.get(20, TimeUnit.SECONDS)).isEqualTo("here");
        } finally {
            threads.shutdownNow();
        }
    }

    @Dependent
    @SingleLoad
    @CacheDefaults(cacheName = "slow")
    static class Slow {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        boolean begins() throws InterruptedException {
            return begun.await(20, TimeUnit.SECONDS);
        }

        void letGo() {
            go.countDown();
        }

        @CacheResult
        String here(String id) throws InterruptedException {
            begun.countDown();
            go.await();
            return "here";
        }

        @CacheResult(cacheResolverFactory = OtherManager.class)
        String there(String id) {
            return "there";
        }
    }

    @ApplicationScoped
    static class OtherManager implements CacheResolverFactory {
        private final CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(null, new URLClassLoader(new URL[0], RedisCachesIT.class.getClassLoader()));

        @PreDestroy
        void close() {
            manager.close();
        }

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            if (manager.getCache(method.getCacheName()) == null) {
                manager.createCache(method.getCacheName(), new MutableConfiguration<>());
            }
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
                    return manager.getCache(method.getCacheName());
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void containerEnds_closesTheManagerItMade() {
        CacheManager manager;
        try (Deployment deployment = Deployment.withoutManager(Injected.class)) {
            manager = deployment.get(Injected.class).details.getCacheManager();
            assertThat(manager.isClosed()).isFalse();
        }
        assertThat(manager.isClosed()).isTrue();
    }
}
