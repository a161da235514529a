package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import javax.cache.Cache;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beans that use one cache: what can't work together is refused at deployment, and what may not is warned of. */
class CacheUsesTest {

    @ApplicationScoped
    static class Offers {
        @CacheResult(cacheName = "offers", exceptionCacheName = "failed")
        Integer find(String id) {
            return 1;
        }
    }

    @Dependent
    static class KeysOfStrings {
        @Inject
        @CacheName("offers")
        Cache<String, Integer> offers;
    }

    @Dependent
    static class LookedUpLater {
        @Inject
        @CacheName("offers")
        Instance<Cache<String, Integer>> offers;
    }

    @Dependent
    static class OfExceptions {
        @Inject
        @CacheName("failed")
        Cache<Long, Throwable> failed;
    }

    @ParameterizedTest
    @ValueSource(classes = {KeysOfStrings.class, LookedUpLater.class, OfExceptions.class})
    void injectedWithOtherKeysThanAnnotationsUse_isRefused(Class<?> bean) {
        assertThatThrownBy(() -> Deployment.of(bean, Offers.class).close())
                .hasStackTraceContaining(bean == OfExceptions.class ? "Cache 'failed' is" : "Cache 'offers' is")
                .hasStackTraceContaining(bean.getName())
                .hasStackTraceContaining("its keys are those of @CacheResult of")
                .hasStackTraceContaining("Inject it as one with keys of GeneratedCacheKey");
    }

    @Dependent
    static class KeysOfCalls {
        @Inject
        @CacheName("offers")
        Cache<GeneratedCacheKey, Integer> generated;

        @Inject
        @CacheName("offers")
        Cache<ParameterKey, Number> own;

        @Inject
        @CacheName("offers")
        Cache<?, ?> any;

        @Inject
        @CacheName("others")
        Cache<String, Integer> others;
    }

    @Test
    void injectedWithTheKeysOfAnnotations_isDeployed() {
        try (Deployment deployment = Deployment.of(KeysOfCalls.class, Offers.class)) {
            deployment.get(Offers.class).find("a");
            assertThat(deployment.get(KeysOfCalls.class).own.get(ParameterKey.of("a")))
                    .isEqualTo(1);
        }
    }

    @ApplicationScoped
    static class Texts {
        @CacheResult(cacheName = "offers")
        String find(String id) {
            return id;
        }
    }

    @ApplicationScoped
    static class Puts {
        @CachePut(cacheName = "offers")
        void put(String id, @CacheValue String text) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {Texts.class, Puts.class})
    void differentValuesUnderEqualKeys_areWarnedOf(Class<?> bean) {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(bean, Offers.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING @Cache")
                    .contains("share the entries of cache 'offers'", bean.getName(), Offers.class.getName());
        }
    }

    @ApplicationScoped
    static class OtherKeys {
        @CacheResult(cacheName = "offers")
        String find(long id) {
            return "";
        }

        @CacheResult(cacheName = "offers")
        Number same(String id) {
            return 1;
        }
    }

    @Test
    void otherKeysAndValuesThatMayBeEqual_areNotWarnedOf() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(OtherKeys.class, Offers.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines()).isEmpty();
        }
    }

    @ApplicationScoped
    static class Within {
        @CacheResult(cacheName = "offers", exceptionCacheName = "offers:failed")
        Integer find(String id) {
            return 1;
        }
    }

    @Test
    void nameWithinAnother_isWarnedOf() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.of(Within.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Caches 'offers' and 'offers:failed' can't both be in Redis");
        }
    }

    /** Two are on the class path of these tests. */
    @Test
    void severalProviders_areWarnedOf_andToldWhenOneIsNeeded() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.withoutManager(Offers.class)) {
            String providers = "several JCache providers are on the class path"
                    + " (com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider,"
                    + " io.jcacheredis.RedisCachingProvider); say which by -Djavax.cache.spi.CachingProvider=";
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING ")
                    .contains(providers);
            assertThatThrownBy(() -> deployment.get(Offers.class).find("a")).hasStackTraceContaining(providers);
        }
    }

    @ApplicationScoped
    static class NoCaches {}

    @Test
    void nobodyUsesACache_nothingIsSaid() {
        try (Logged logged = Logged.begin();
                Deployment deployment = Deployment.withoutManager(NoCaches.class)) {
            assertThat(deployment.container().isRunning()).isTrue();
            assertThat(logged.lines()).isEmpty();
        }
    }
}
