package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Caches that refuse changes: the method's own exceptions win, and a method that returned is told of it. */
class FailingCachesTest {

    private static Deployment deployment;
    private static Service service;

    @BeforeAll
    static void deploy() {
        deployment = Deployment.of(Service.class);
        service = deployment.get(Service.class);
        deployment
                .get(CacheManager.class)
                .createCache(
                        "refuses",
                        new MutableConfiguration<>().setWriteThrough(true).setCacheWriterFactory(Refusing::new))
                .put(ParameterKey.of("k"), "old");
    }

    @AfterAll
    static void undeploy() {
        deployment.close();
    }

    @FunctionalInterface
    interface Call {
        Object with(Exception failure) throws Exception;
    }

    static List<Named<Call>> changes() {
        return List.of(
                Named.of("put", e -> service.put("k", "new", e)),
                Named.of("remove", e -> service.remove("k", e)),
                Named.of("removeAll", e -> service.removeAll("k", e)));
    }

    static List<Named<Call>> results() {
        return List.of(
                Named.of("result", e -> service.find("x", e)), Named.of("single load", e -> service.load("x", e)));
    }

    @ParameterizedTest
    @MethodSource({"changes", "results"})
    void methodThrows_callerGetsThat_andTheCachesFailureIsSuppressed(Call call) {
        IOException own = new IOException("own");

        assertThatThrownBy(() -> call.with(own)).isSameAs(own);
        assertThat(own.getSuppressed()).singleElement().isInstanceOf(CacheWriterException.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void methodReturns_callerGetsTheCachesFailure(Call call) {
        assertThatThrownBy(() -> call.with(null)).isInstanceOf(CacheWriterException.class);
    }

    /** What writes through to a database that says no, but for what the test begins with. */
    static class Refusing implements CacheWriter<Object, Object> {
        @Override
        public void write(Cache.Entry<?, ?> entry) {
            if (!entry.getValue().equals("old")) {
                throw new CacheWriterException("refused");
            }
        }

        @Override
        public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
            throw new CacheWriterException("refused");
        }

        @Override
        public void delete(Object key) {
            throw new CacheWriterException("refused");
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            throw new CacheWriterException("refused");
        }
    }

    @ApplicationScoped
    static class Service {

        @CachePut(cacheName = "refuses", cacheFor = IOException.class)
        Object put(@CacheKey String key, @CacheValue String value, Exception failure) throws Exception {
            return work(failure);
        }

        @CacheRemove(cacheName = "refuses", evictFor = IOException.class)
        Object remove(@CacheKey String key, Exception failure) throws Exception {
            return work(failure);
        }

        @CacheRemoveAll(cacheName = "refuses", evictFor = IOException.class)
        Object removeAll(@CacheKey String key, Exception failure) throws Exception {
            return work(failure);
        }

        @CacheResult(cacheName = "found", exceptionCacheName = "refuses")
        Object find(@CacheKey String key, Exception failure) throws Exception {
            return work(failure);
        }

        @SingleLoad
        @CacheResult(cacheName = "loaded", exceptionCacheName = "refuses")
        Object load(@CacheKey String key, Exception failure) throws Exception {
            return work(failure);
        }

        private static Object work(Exception failure) throws Exception {
            if (failure != null) {
                throw failure;
            }
            return "done";
        }
    }
}
