package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the annotations may stand, and what is refused when the application is deployed. */
class DeclarationsTest {

    @Test
    void onTheClass_isForAllMethods_unlessTheyHaveTheirOwn() {
        try (Deployment deployment = Deployment.of(WholeClass.class)) {
            WholeClass bean = deployment.get(WholeClass.class);
            assertThat(bean.one("a")).isEqualTo(bean.one("a"));
            assertThat(bean.two("b")).isEqualTo(bean.two("b"));
            assertThat(deployment.cache("whole").get(ParameterKey.of("a"))).isNotNull();

            bean.forget("a");
            assertThat(deployment.cache("whole").containsKey(ParameterKey.of("a")))
                    .isFalse();
            assertThat(deployment.cache("whole").containsKey(ParameterKey.of("b")))
                    .isTrue();
        }
    }

    @ApplicationScoped
    @CacheResult(cacheName = "whole")
    static class WholeClass {
        private final AtomicInteger calls = new AtomicInteger();

        int one(String id) {
            return calls.incrementAndGet();
        }

        int two(String id) {
            return calls.incrementAndGet();
        }

        @CacheRemove(cacheName = "whole")
        int forget(String id) {
            return calls.incrementAndGet();
        }
    }

    @Test
    void inheritedMethod_hasTheDefaultsOfTheBeanClass() {
        try (Deployment deployment = Deployment.of(Derived.class, Overriding.class)) {
            Derived derived = deployment.get(Derived.class);
            assertThat(derived.find("a")).isEqualTo(1);
            assertThat(derived.find("a")).isEqualTo(1);
            assertThat(deployment.cache("derived").get(ParameterKey.of("a"))).isEqualTo(1);

            Overriding overriding = deployment.get(Overriding.class);
            assertThat(overriding.find("a")).isEqualTo(1);
            assertThat(overriding.find("a"))
                    .as("an override has what it says itself")
                    .isEqualTo(2);
            overriding.clear();
            assertThat(deployment.cache("base"))
                    .as("the defaults of the superclass")
                    .isNotNull();
        }
    }

    @CacheDefaults(cacheName = "base")
    static class Base<T> {
        final AtomicInteger calls = new AtomicInteger();

        @CacheResult
        int find(T id) {
            return calls.incrementAndGet();
        }

        @CacheRemoveAll
        void clear() {}
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "derived")
    static class Derived extends Base<String> {}

    @ApplicationScoped
    static class Overriding extends Base<String> {
        @Override
        int find(String id) {
            return calls.incrementAndGet();
        }
    }

    @Stereotype
    @ApplicationScoped
    @CacheResult(cacheName = "stereotyped")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cached {}

    @InterceptorBinding
    @CacheResult(cacheName = "bound")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Bound {}

    @Cached
    static class Stereotyped {
        private final AtomicInteger calls = new AtomicInteger();

        int find(String id) {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class ByBinding {
        private final AtomicInteger calls = new AtomicInteger();

        @Bound
        int find(String id) {
            return calls.incrementAndGet();
        }
    }

    @Test
    void stereotypeAndOtherBinding_implyWhatTheySay() {
        try (Deployment deployment = Deployment.of(Stereotyped.class, ByBinding.class)) {
            Stereotyped stereotyped = deployment.get(Stereotyped.class);
            ByBinding bound = deployment.get(ByBinding.class);
            for (int i = 0; i < 2; i++) {
                assertThat(stereotyped.find("a")).isEqualTo(1);
                assertThat(bound.find("a")).isEqualTo(1);
            }
            assertThat(deployment.cache("stereotyped").get(ParameterKey.of("a")))
                    .isEqualTo(1);
            assertThat(deployment.cache("bound").get(ParameterKey.of("a"))).isEqualTo(1);
        }
    }

    /** A bean that is injected itself, and a class that is none. */
    @Test
    void keyGeneratorAndResolverFactory_beanOrPlainClass_areUsed() {
        try (Deployment deployment = Deployment.of(Custom.class, ElsewhereResolvers.class)) {
            Custom bean = deployment.get(Custom.class);
            assertThat(bean.find("A")).isEqualTo(bean.find("a"));
            assertThat(deployment.cache("elsewhere:custom").get(ParameterKey.of("a")))
                    .isEqualTo(1);
            assertThatThrownBy(() -> bean.fail("x")).hasMessage("x");
            assertThatThrownBy(() -> bean.fail("x")).hasMessage("x");
            assertThat(bean.calls()).isEqualTo(2);
            assertThat(deployment.cache("elsewhere:failed").get(ParameterKey.of("x")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Dependent
    @CacheDefaults(
            cacheName = "custom",
            cacheKeyGenerator = LowerCase.class,
            cacheResolverFactory = ElsewhereResolvers.class)
    static class Custom {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult
        int find(String id) {
            return calls.incrementAndGet();
        }

        @CacheResult(exceptionCacheName = "failed")
        int fail(String id) {
            calls.incrementAndGet();
            throw new IllegalStateException(id);
        }
    }

    public static class LowerCase implements CacheKeyGenerator {
        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            assertThat(call.unwrap(InvocationContext.class).getTarget()).isSameAs(call.getTarget());
            assertThat(call.getValueParameter()).isNull();
            assertThat(call.getAllParameters()[0].getRawType()).isEqualTo(String.class);
            assertThat(call.getCacheName()).isEqualTo("custom");
            return ParameterKey.of(
                    call.getKeyParameters()[0].getValue().toString().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ApplicationScoped
    static class ElsewhereResolvers implements CacheResolverFactory {
        @Inject
        CacheManager caches;

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            return resolver("elsewhere:" + method.getCacheName());
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return resolver("elsewhere:" + method.getCacheAnnotation().exceptionCacheName());
        }

        private CacheResolver resolver(String name) {
            if (caches.getCache(name) == null) {
                caches.createCache(name, new MutableConfiguration<>());
            }
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
                    return caches.getCache(name);
                }
            };
        }
    }

    @Test
    void transactions_areInside_andSecurityOutside() {
        try (Deployment deployment = Deployment.of(Guarded.class, Security.class, Transactions.class, Log.class)) {
            Guarded bean = deployment.get(Guarded.class);
            bean.find("a");
            bean.find("a");
            assertThat(deployment.get(Log.class).lines())
                    .containsExactly("security", "transaction", "find", "security");
        }
    }

    @ApplicationScoped
    static class Log {
        private final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();

        void add(String line) {
            lines.add(line);
        }

        List<String> lines() {
            return List.copyOf(lines);
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Secured {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface InTransaction {}

    @Secured
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    static class Security {
        @Inject
        Log log;

        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            log.add("security");
            return call.proceed();
        }
    }

    @InTransaction
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Transactions {
        @Inject
        Log log;

        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            log.add("transaction");
            return call.proceed();
        }
    }

    @ApplicationScoped
    static class Guarded {
        @Inject
        Log log;

        @Secured
        @InTransaction
        @CacheResult(cacheName = "guarded")
        int find(String id) {
            log.add("find");
            return 1;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {TwoAnnotations.class, NoValue.class, TwoValues.class, ValueOfAResult.class})
    void mistakes_areFoundAtDeployment(Class<?> bean) {
        assertThatThrownBy(() -> Deployment.of(bean).close())
                .hasStackTraceContaining(bean.getName())
                .hasStackTraceContaining(bean == TwoAnnotations.class ? "JSR-107 allows one" : "@CacheValue");
    }

    @ApplicationScoped
    static class TwoAnnotations {
        @CacheRemove
        @CacheRemoveAll
        void change(String id) {}
    }

    @ApplicationScoped
    static class NoValue {
        @CachePut
        void put(String id, String value) {}
    }

    @ApplicationScoped
    static class TwoValues {
        @CachePut
        void put(@CacheValue String id, @CacheValue String value) {}
    }

    @ApplicationScoped
    static class ValueOfAResult {
        @CacheResult
        int find(@CacheValue String id) {
            return 1;
        }
    }
}
