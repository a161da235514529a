package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What methods return, what of it is kept, and what of them can't have {@code @CacheResult}. */
class ResultsTest {

    @ApplicationScoped
    @CacheDefaults(cacheName = "offers")
    static class Optionals {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult
        Optional<String> find(String id) {
            calls.incrementAndGet();
            return id.isEmpty() ? Optional.empty() : Optional.of("found " + id);
        }

        @SingleLoad
        @CacheResult(cacheName = "loaded")
        Optional<String> load(String id) {
            return find(id);
        }

        @CachePut
        void put(String id, @CacheValue String value) {}
    }

    @Test
    void optional_isKeptAsWhatIsInIt_andAnEmptyOneIsNot() {
        try (Deployment deployment = Deployment.of(Optionals.class)) {
            Optionals bean = deployment.get(Optionals.class);
            for (int i = 0; i < 2; i++) {
                assertThat(bean.find("a")).contains("found a");
                assertThat(bean.load("b")).contains("found b");
            }
            assertThat(bean.calls()).isEqualTo(2);
            assertThat(deployment.cache("offers").get(ParameterKey.of("a"))).isEqualTo("found a");
            assertThat(deployment.cache("loaded").get(ParameterKey.of("b"))).isEqualTo("found b");

            for (int i = 0; i < 2; i++) {
                assertThat(bean.find("")).isEmpty();
                assertThat(bean.load("")).isEmpty();
            }
            assertThat(bean.calls()).isEqualTo(6);
            bean.put("c", "put");
            assertThat(bean.find("c")).contains("put");
        }
    }

    @ApplicationScoped
    static class Calls {
        private final AtomicInteger calls = new AtomicInteger();

        int next() {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @CacheResult(cacheName = "checks", exceptionCacheName = "failed")
    static class Checks {
        @Inject
        Calls calls;

        void check(String id) {
            calls.next();
            if (id.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
        }
    }

    @ApplicationScoped
    static class OwnCheck {
        @Inject
        Calls calls;

        @CacheResult(cacheName = "checks", exceptionCacheName = "failed")
        void check(String id, int price) {
            calls.next();
            throw new IllegalArgumentException(id + price);
        }
    }

    @ApplicationScoped
    @CacheResult(cacheName = "whole")
    static class NothingByTheClass {
        @Inject
        Calls calls;

        void nothing() {
            calls.next();
        }
    }

    @Test
    void voidMethod_isCalled_andWhatItThrowsIsKeptWhereThatIsWanted() {
        try (Deployment deployment =
                Deployment.of(Checks.class, OwnCheck.class, NothingByTheClass.class, Calls.class)) {
            Checks checks = deployment.get(Checks.class);
            OwnCheck own = deployment.get(OwnCheck.class);
            for (int i = 0; i < 2; i++) {
                checks.check("a");
                deployment.get(NothingByTheClass.class).nothing();
                assertThatThrownBy(() -> checks.check("")).hasMessage("empty");
                assertThatThrownBy(() -> own.check("a", 1)).hasMessage("a1");
            }
            assertThat(deployment.get(Calls.class).next()).isEqualTo(2 + 2 + 1 + 1 + 1);
        }
    }

    @ApplicationScoped
    @CacheResult(cacheName = "shared")
    static class SharedByTheClass {
        @Inject
        Calls calls;

        String find(String id) {
            return id;
        }

        void nothing(String id) {
            calls.next();
        }

        @SingleLoad
        Void noValue(String id) {
            calls.next();
            return null;
        }

        @CacheResult(cacheName = "shared", exceptionCacheName = "failed")
        void check(String id) {
            calls.next();
        }

        @SingleLoad
        @CacheResult(cacheName = "shared", exceptionCacheName = "failed")
        Void checkAlone(String id) {
            calls.next();
            return null;
        }
    }

    /** An entry of its key is no sign that it was called, as only other methods have entries. */
    @Test
    void voidMethod_entryOfItsKeyIsThere_isCalled_andLeavesTheEntry() {
        try (Deployment deployment = Deployment.of(SharedByTheClass.class, Calls.class)) {
            SharedByTheClass bean = deployment.get(SharedByTheClass.class);
            assertThat(bean.find("a")).isEqualTo("a");
            bean.nothing("a");
            bean.check("a");
            assertThat(bean.noValue("a")).isNull();
            assertThat(bean.checkAlone("a")).isNull();
            assertThat(deployment.get(Calls.class).next()).isEqualTo(4 + 1);
            assertThat(deployment.cache("shared").get(ParameterKey.of("a"))).isEqualTo("a");
        }
    }

    @ApplicationScoped
    static class Nothing {
        @CacheResult
        void find(String id) {}
    }

    @ApplicationScoped
    static class NoValue {
        @CacheResult
        Void find(String id) {
            return null;
        }
    }

    @ApplicationScoped
    static class Streams {
        @CacheResult
        Stream<String> find(String id) {
            return Stream.of(id);
        }
    }

    @ApplicationScoped
    static class OptionalIterator {
        @CacheResult
        Optional<Iterator<String>> find(String id) {
            return Optional.empty();
        }
    }

    @ApplicationScoped
    static class PutsStream {
        @CachePut
        void put(String id, @CacheValue InputStream value) {}
    }

    @ApplicationScoped
    static class PutsOptional {
        @CachePut
        void put(String id, @CacheValue Optional<String> value) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Nothing.class,
                NoValue.class,
                Streams.class,
                OptionalIterator.class,
                PutsStream.class,
                PutsOptional.class
            })
    void whatCannotBeKept_isRefusedAtDeployment(Class<?> bean) {
        String reason = bean == Nothing.class || bean == NoValue.class
                ? "returns nothing that could be kept"
                : bean == PutsOptional.class ? "an Optional with @CacheValue" : "first reader uses up";
        assertThatThrownBy(() -> Deployment.of(bean).close())
                .hasStackTraceContaining(bean.getName())
                .hasStackTraceContaining(reason);
    }

    @ApplicationScoped
    static class Stages {
        @CacheResult(cacheName = "stages")
        CompletionStage<String> find(String id) {
            return CompletableFuture.completedFuture(id);
        }
    }

    @Test
    void stage_isWarnedOf() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(Stages.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING ")
                    .contains(Stages.class.getName(), "java.util.concurrent.CompletionStage");
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "created")
    static class Creating {
        @CacheResult
        int find(String id) {
            return 1;
        }
    }

    @Test
    void cacheThatIsCreated_isDescribed() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(Creating.class)) {
            deployment.get(Creating.class).find("a");
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO Cache 'created' was not there")
                    .contains("keys of java.lang.Object, values of java.lang.Object, entries that never expire. ");
        }
    }
}
