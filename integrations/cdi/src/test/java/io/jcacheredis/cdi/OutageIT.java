package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.embedded.EmbeddedRedis;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Annotated methods while Redis is away, of a cache that degrades and of one that is strict. */
class OutageIT {

    private EmbeddedRedis redis;
    private Map<String, String> settings;
    private Deployment deployment;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
        settings = Map.of(
                "javax.cache.spi.CachingProvider", "io.jcacheredis.RedisCachingProvider",
                "jcache.redis.url", redis.uri().toString(),
                "jcache.redis.timeout", "400ms",
                "jcache.redis.caches[strict].on-failure", "strict");
        settings.forEach(System::setProperty);
        deployment = Deployment.withoutManager(Degrading.class, Strict.class);
    }

    @AfterEach
    void end() {
        deployment.close();
        settings.keySet().forEach(System::clearProperty);
        redis.close();
    }

    @Test
    void degrading_methodsAreCalledAsIfTheCacheWereEmpty_andKeptAgainAfterwards() throws Exception {
        Degrading service = deployment.get(Degrading.class);
        service.find("a");
        redis.stop();

        assertThat(service.find("a")).isEqualTo(2);
        assertThat(service.find("a")).isEqualTo(3);
        assertThat(service.load("a")).isEqualTo(4);
        service.update("a", 100);
        service.remove("a", null);
        service.removeAll();
        IOException own = new IOException("own");
        assertThatThrownBy(() -> service.fail("a", own)).isSameAs(own);
        assertThatThrownBy(() -> service.remove("a", own)).isSameAs(own);
        assertThat(own.getSuppressed()).isEmpty();

        redis.restart();
        await().until(() -> isKept(service, "b"));
    }

    @Test
    void strict_resultsAreNotAskedFor_andChangesThrowAfterTheMethod() throws Exception {
        Strict service = deployment.get(Strict.class);
        service.find("a");
        redis.stop();

        assertThatThrownBy(() -> service.find("a")).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(() -> service.load("a")).isInstanceOf(CacheUnavailableException.class);
        assertThat(service.calls()).isEqualTo(1);
        assertThatThrownBy(() -> service.update("a", 100)).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(() -> service.remove("a", null)).isInstanceOf(CacheUnavailableException.class);
        assertThatThrownBy(service::removeAll).isInstanceOf(CacheUnavailableException.class);
        assertThat(service.calls()).isEqualTo(4);
        IOException own = new IOException("own");
        assertThatThrownBy(() -> service.remove("a", own)).isSameAs(own);
        assertThat(own.getSuppressed()).singleElement().isInstanceOf(CacheUnavailableException.class);

        redis.restart();
        await().ignoreExceptions().until(() -> isKept(service, "b"));
    }

    private static boolean isKept(Service service, String id) {
        int before = service.calls();
        service.find(id);
        return service.calls() == before;
    }

    abstract static class Service {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult
        int find(String id) {
            return calls.incrementAndGet();
        }

        @SingleLoad
        @CacheResult
        int load(String id) {
            return calls.incrementAndGet();
        }

        @CacheResult(exceptionCacheName = "failures")
        int fail(@CacheKey String id, Exception failure) throws Exception {
            throw failure;
        }

        @CachePut
        void update(String id, @CacheValue Integer value) {
            calls.incrementAndGet();
        }

        @CacheRemove(evictFor = IOException.class)
        void remove(@CacheKey String id, Exception failure) throws Exception {
            calls.incrementAndGet();
            if (failure != null) {
                throw failure;
            }
        }

        @CacheRemoveAll
        void removeAll() {
            calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "degrading")
    static class Degrading extends Service {}

    @ApplicationScoped
    @CacheDefaults(cacheName = "strict")
    static class Strict extends Service {}
}
