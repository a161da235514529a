package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheResultTest {

    private Deployment deployment;
    private Service service;

    @BeforeEach
    void deploy() {
        deployment = Deployment.of(Service.class);
        service = deployment.get(Service.class);
    }

    @AfterEach
    void undeploy() {
        deployment.close();
    }

    @Test
    void called_onceForEqualParameters() {
        assertThat(service.find("a", 1)).isEqualTo("a1#1");
        assertThat(service.find("a", 1)).isEqualTo("a1#1");
        assertThat(service.find("a", 2)).isEqualTo("a2#2");
        assertThat(service.find(null, 1)).isEqualTo("null1#3");
        assertThat(service.find(null, 1)).isEqualTo("null1#3");
        assertThat(deployment.cache("found").get(ParameterKey.of("a", 2))).isEqualTo("a2#2");
    }

    @Test
    void called_arraysOfEqualContent_areEqualParameters() {
        assertThat(service.all(new String[] {"a"})).isEqualTo(1);
        assertThat(service.all(new String[] {"a"})).isEqualTo(1);
        assertThat(service.all(new String[] {"b"})).isEqualTo(2);
    }

    @Test
    void keyParameters_othersDoNotMatter() {
        assertThat(service.keyed("x", "k", "y")).isEqualTo(1);
        assertThat(service.keyed("z", "k", "z")).isEqualTo(1);
        assertThat(deployment.cache("keyed").get(ParameterKey.of("k"))).isEqualTo(1);
    }

    @Test
    void unnamed_isTheMethodsName() {
        service.unnamed("a", new int[] {1});
        assertThat(deployment
                        .cache(Service.class.getName() + ".unnamed(java.lang.String,[I)")
                        .get(ParameterKey.of("a", new int[] {1})))
                .isEqualTo(1);
    }

    @Test
    void noParameters_isOneEntry() {
        assertThat(service.only()).isEqualTo(1);
        assertThat(service.only()).isEqualTo(1);
        assertThat(deployment.cache("only").get(ParameterKey.of())).isEqualTo(1);
    }

    @Test
    void nullResult_isNotKept() {
        assertThat(service.nothing("a")).isNull();
        assertThat(service.nothing("a")).isNull();
        assertThat(service.calls()).isEqualTo(2);
        assertThat(deployment.cache("nothing").containsKey(ParameterKey.of("a")))
                .isFalse();
    }

    @Test
    void skipGet_alwaysCallsAndPuts() {
        assertThat(service.fresh("a")).isEqualTo(1);
        assertThat(service.fresh("a")).isEqualTo(2);
        assertThat(deployment.cache("fresh").get(ParameterKey.of("a"))).isEqualTo(2);
    }

    @Test
    void exception_noExceptionCache_isNotKept() {
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> service.failing(new IOException("x"))).hasMessage("x");
            assertThat(service.calls()).isEqualTo(i);
        }
    }

    @Test
    void exception_exceptionCache_isThrownAgain() {
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> service.keepingFailures("a", new IOException("x")))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("x");
            assertThat(service.calls()).isEqualTo(1);
        }
        assertThat(deployment.cache("failures").get(ParameterKey.of("a"))).isInstanceOf(IOException.class);
        assertThat(deployment.cache("results").iterator()).isExhausted();
    }

    @Test
    void exception_ofErrorType_isThrownAgain() {
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> service.keepingFailures("a", new AssertionError("x")))
                    .isExactlyInstanceOf(AssertionError.class);
            assertThat(service.calls()).isEqualTo(1);
        }
    }

    @Test
    void exception_notAmongTheCached_isNotKept() {
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> service.keepingSome("a", new FileNotFoundException()));
            assertThat(service.calls()).isEqualTo(i);
        }
        assertThatThrownBy(() -> service.keepingSome("a", new IOException("kept")));
        assertThatThrownBy(() -> service.keepingSome("a", new FileNotFoundException()))
                .hasMessage("kept");
        assertThat(service.calls()).isEqualTo(3);
    }

    @Test
    void skipGet_keptException_isNotLookedAt_butKept() {
        for (int i = 1; i <= 2; i++) {
            String message = "x" + i;
            assertThatThrownBy(() -> service.freshFailures("a", message)).hasMessage(message);
            assertThat(deployment.cache("freshFailures").get(ParameterKey.of("a")))
                    .isInstanceOfSatisfying(
                            IllegalStateException.class, e -> assertThat(e).hasMessage(message));
        }
    }

    @Test
    void cacheDestroyedMeanwhile_isCreatedAnew() {
        service.only();
        deployment.get(javax.cache.CacheManager.class).destroyCache("only");
        assertThat(service.only()).isEqualTo(2);
        assertThat(service.only()).isEqualTo(2);
    }

    @ApplicationScoped
    static class Service {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "found")
        public String find(String id, int number) {
            return id + number + "#" + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "all")
        public int all(String[] ids) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "keyed")
        protected int keyed(String a, @CacheKey String key, String b) {
            return calls.incrementAndGet();
        }

        @CacheResult
        public int unnamed(String id, int[] numbers) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "only")
        int only() {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "nothing")
        public Object nothing(String id) {
            calls.incrementAndGet();
            return null;
        }

        @CacheResult(cacheName = "fresh", skipGet = true)
        public int fresh(String id) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "failing")
        public int failing(Exception failure) throws Exception {
            calls.incrementAndGet();
            throw failure;
        }

        @CacheResult(cacheName = "results", exceptionCacheName = "failures")
        public int keepingFailures(@CacheKey String id, Throwable failure) throws Exception {
            calls.incrementAndGet();
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }

        @CacheResult(
                cacheName = "some",
                exceptionCacheName = "someFailures",
                cachedExceptions = IOException.class,
                nonCachedExceptions = FileNotFoundException.class)
        public int keepingSome(@CacheKey String id, Exception failure) throws Exception {
            calls.incrementAndGet();
            throw failure;
        }

        @CacheResult(cacheName = "freshResults", exceptionCacheName = "freshFailures", skipGet = true)
        public int freshFailures(@CacheKey String id, String message) {
            throw new IllegalStateException(message);
        }
    }
}
