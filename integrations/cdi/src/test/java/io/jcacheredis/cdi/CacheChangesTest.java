package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What puts, removals and clears do to the cache, before and after the method, and where it throws: each corner for all three. */
class CacheChangesTest {

    private static final GeneratedCacheKey KEY = ParameterKey.of("k");

    private static Deployment deployment;
    private static Service service;

    @BeforeAll
    static void deploy() {
        deployment = Deployment.of(Service.class);
        service = deployment.get(Service.class);
        deployment.get(CacheManager.class).createCache("c", new MutableConfiguration<>());
    }

    @AfterAll
    static void undeploy() {
        deployment.close();
    }

    @BeforeEach
    void anOldEntryAndAnother() {
        deployment.cache("c").clear();
        deployment.cache("c").put(KEY, "old");
        deployment.cache("c").put(ParameterKey.of("other"), "other");
    }

    @FunctionalInterface
    interface Change {
        Object call(Exception failure) throws Exception;
    }

    /** Each kind of change: how it is called in each way, and what the entry is when it was done. */
    record Kind(
            String name, Object after, Change afterwards, Change before, Change forIo, Change notForIo, Change both) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Kind> kinds() {
        return List.of(
                new Kind(
                        "put",
                        "new",
                        e -> service.put("k", "new", e),
                        e -> service.putBefore("k", "new", e),
                        e -> service.putForIo("k", "new", e),
                        e -> service.putNotForIo("k", "new", e),
                        e -> service.putForBoth("k", "new", e)),
                new Kind(
                        "remove",
                        null,
                        e -> service.remove("k", e),
                        e -> service.removeBefore("k", e),
                        e -> service.removeForIo("k", e),
                        e -> service.removeNotForIo("k", e),
                        e -> service.removeForBoth("k", e)),
                new Kind(
                        "removeAll",
                        null,
                        e -> service.clear("k", e),
                        e -> service.clearBefore("k", e),
                        e -> service.clearForIo("k", e),
                        e -> service.clearNotForIo("k", e),
                        e -> service.clearForBoth("k", e)));
    }

    static Stream<Arguments> failures() {
        Exception io = new IOException("io");
        Exception file = new FileNotFoundException("file");
        Exception state = new IllegalStateException("state");
        return kinds().stream()
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, kind.afterwards, io, false),
                        Arguments.of(kind, kind.before, io, true),
                        Arguments.of(kind, kind.forIo, io, true),
                        Arguments.of(kind, kind.forIo, file, true),
                        Arguments.of(kind, kind.forIo, state, false),
                        Arguments.of(kind, kind.notForIo, io, false),
                        Arguments.of(kind, kind.notForIo, state, true),
                        Arguments.of(kind, kind.both, io, true),
                        Arguments.of(kind, kind.both, file, false),
                        Arguments.of(kind, kind.both, state, false)));
    }

    private static Object entry() {
        return deployment.cache("c").get(KEY);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void afterInvocation_methodSeesTheOldEntry(Kind kind) throws Exception {
        assertThat(kind.afterwards.call(null)).isEqualTo("old");
        assertThat(entry()).isEqualTo(kind.after);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void beforeInvocation_methodSeesTheChange(Kind kind) throws Exception {
        assertThat(kind.before.call(null)).isEqualTo(kind.after);
        assertThat(entry()).isEqualTo(kind.after);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void methodThrows_isDoneWhereItIsSaidSo(Kind kind, Change call, Exception failure, boolean done) {
        assertThatThrownBy(() -> call.call(failure)).isSameAs(failure);
        assertThat(entry()).isEqualTo(done ? kind.after : "old");
    }

    @Test
    void otherEntries_goWithRemoveAllOnly() throws Exception {
        service.put("k", "new", null);
        service.remove("k", null);
        assertThat(deployment.cache("c").get(ParameterKey.of("other"))).isEqualTo("other");
        service.clear("k", null);
        assertThat(deployment.cache("c").iterator()).isExhausted();
    }

    @Test
    void putNull_isRefusedByTheCacheAsAnyPut() {
        assertThatThrownBy(() -> service.put("k", null, null)).isInstanceOf(NullPointerException.class);
        assertThat(entry()).isEqualTo("old");
    }

    @Test
    void put_keyIsMadeWhenItIsPut() {
        // As an identity that the database gives while the method runs.
        StringBuilder id = new StringBuilder();
        service.putNumbered(id, "new");
        assertThat(deployment.cache("c").get(ParameterKey.of("generated"))).isEqualTo("new");
    }

    /** Gives a text of its own, so that it can be a key. */
    public static class TextKeys implements javax.cache.annotation.CacheKeyGenerator {
        @Override
        public GeneratedCacheKey generateCacheKey(
                javax.cache.annotation.CacheKeyInvocationContext<? extends java.lang.annotation.Annotation> call) {
            return ParameterKey.of(call.getKeyParameters()[0].getValue().toString());
        }
    }

    @ApplicationScoped
    static class Service {
        private final CacheManager caches;

        Service() {
            this(null);
        }

        @Inject
        Service(CacheManager caches) {
            this.caches = caches;
        }

        private Object look(Exception failure) throws Exception {
            if (failure != null) {
                throw failure;
            }
            return caches.<GeneratedCacheKey, Object>getCache("c").get(KEY);
        }

        @CachePut(cacheName = "c")
        Object put(@CacheKey String key, @CacheValue String value, Exception failure) throws Exception {
            return look(failure);
        }

        @CachePut(cacheName = "c", afterInvocation = false)
        Object putBefore(@CacheKey String key, @CacheValue String value, Exception failure) throws Exception {
            return look(failure);
        }

        @CachePut(cacheName = "c", cacheFor = IOException.class)
        Object putForIo(@CacheKey String key, @CacheValue String value, Exception failure) throws Exception {
            return look(failure);
        }

        @CachePut(cacheName = "c", noCacheFor = IOException.class)
        Object putNotForIo(@CacheKey String key, @CacheValue String value, Exception failure) throws Exception {
            return look(failure);
        }

        @CachePut(cacheName = "c", cacheFor = IOException.class, noCacheFor = FileNotFoundException.class)
        Object putForBoth(@CacheKey String key, @CacheValue String value, Exception failure) throws Exception {
            return look(failure);
        }

        @CachePut(cacheName = "c", cacheKeyGenerator = TextKeys.class)
        void putNumbered(StringBuilder id, @CacheValue String value) {
            id.append("generated");
        }

        @CacheRemove(cacheName = "c")
        Object remove(@CacheKey String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemove(cacheName = "c", afterInvocation = false)
        Object removeBefore(@CacheKey String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemove(cacheName = "c", evictFor = IOException.class)
        Object removeForIo(@CacheKey String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemove(cacheName = "c", noEvictFor = IOException.class)
        Object removeNotForIo(@CacheKey String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemove(cacheName = "c", evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
        Object removeForBoth(@CacheKey String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemoveAll(cacheName = "c")
        Object clear(String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemoveAll(cacheName = "c", afterInvocation = false)
        Object clearBefore(String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemoveAll(cacheName = "c", evictFor = IOException.class)
        Object clearForIo(String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemoveAll(cacheName = "c", noEvictFor = IOException.class)
        Object clearNotForIo(String key, Exception failure) throws Exception {
            return look(failure);
        }

        @CacheRemoveAll(cacheName = "c", evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
        Object clearForBoth(String key, Exception failure) throws Exception {
            return look(failure);
        }
    }
}
