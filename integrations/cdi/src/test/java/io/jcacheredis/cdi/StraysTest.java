package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations that stand where they have no effect: a warning says so, and why. */
class StraysTest {

    interface Finder<T> {
        @CacheResult
        T find(String id);
    }

    @ApplicationScoped
    static class ByInterface implements Finder<String> {
        @Override
        public String find(String id) {
            return id;
        }
    }

    @ApplicationScoped
    static class LoadOfNothing {
        @SingleLoad
        public String find(String id) {
            return id;
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "offers")
    static class LoadOfPut {
        @SingleLoad
        @CachePut
        public void put(String id, @CacheValue String value) {}
    }

    @ApplicationScoped
    static class KeyOfAll {
        @CacheRemoveAll(cacheName = "offers")
        public void clear(@CacheKey String id) {}
    }

    @ApplicationScoped
    static class KeyOfNothing {
        public void clear(@CacheKey String id) {}
    }

    @ApplicationScoped
    static class ValueOfNothing {
        public void put(String id, @CacheValue String value) {}
    }

    @ParameterizedTest
    @CsvSource({
        "ByInterface, CacheResult, those of interfaces do not count",
        "LoadOfNothing, SingleLoad, it is for methods with @CacheResult",
        "LoadOfPut, SingleLoad, it is for methods with @CacheResult",
        "KeyOfAll, CacheKey, @CacheRemoveAll removes the entries of all keys",
        "KeyOfNothing, CacheKey, the method has none of the annotations",
        "ValueOfNothing, CacheValue, the method has no @CachePut",
    })
    void withoutEffect_isWarnedOf(String bean, String annotation, String reason) throws Exception {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(Class.forName(StraysTest.class.getName() + "$" + bean))) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING @" + annotation + " of ")
                    .contains("has no effect, as " + reason);
        }
    }

    @ApplicationScoped
    @SingleLoad
    static class OnBoth implements Finder<String> {
        @Override
        @CacheResult
        public String find(@CacheKey String id) {
            return id;
        }

        public void other(String id) {}
    }

    @Test
    void withEffect_isNotWarnedOf() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(OnBoth.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines()).isEmpty();
        }
    }

    public static class WantsInjection implements CacheKeyGenerator {
        @Inject
        CacheManager caches;

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            throw new IllegalStateException("injected: " + (caches != null));
        }
    }

    @ApplicationScoped
    static class Keys {
        @CacheResult(cacheName = "offers", cacheKeyGenerator = WantsInjection.class)
        String find(String id) {
            return id;
        }
    }

    @Test
    void injectionIntoAClassThatIsNoBean_isWarnedOf() {
        try (Deployment deployment = Deployment.of(Keys.class);
                Logged logged = Logged.begin()) {
            assertThatThrownBy(() -> deployment.get(Keys.class).find("a")).hasMessage("injected: false");
            assertThat(logged.lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("WARNING " + WantsInjection.class.getName())
                            .contains("has @Inject and is no bean"));
        }
    }
}
