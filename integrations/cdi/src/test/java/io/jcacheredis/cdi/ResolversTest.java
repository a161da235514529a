package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

class ResolversTest {

    /** Two that say the same are two, and no call has to compare what they say. */
    @Test
    void methodThatTwoBeansInherit_isAskedForOncePerBean_byDetailsThatEqualThemselvesOnly() {
        try (Deployment deployment = Deployment.of(First.class, Second.class, Resolvers.class)) {
            for (int i = 0; i < 3; i++) {
                assertThat(deployment.get(First.class).find("a")).isEqualTo(1);
                assertThat(deployment.get(Second.class).find("a")).isEqualTo(1);
            }
            List<CacheMethodDetails<?>> asked = deployment.get(Resolvers.class).asked();
            assertThat(asked)
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allSatisfy(details -> assertThat(details.hashCode()).isEqualTo(System.identityHashCode(details)));
            assertThat(asked.get(0).getMethod()).isEqualTo(asked.get(1).getMethod());
        }
    }

    @CacheDefaults(cacheName = "inherited", cacheResolverFactory = Resolvers.class)
    static class Base {
        private final AtomicInteger calls = new AtomicInteger();

        @CacheResult
        int find(String id) {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class First extends Base {}

    @ApplicationScoped
    static class Second extends Base {}

    @ApplicationScoped
    static class Resolvers implements CacheResolverFactory {
        private final List<CacheMethodDetails<?>> asked = new CopyOnWriteArrayList<>();

        @Inject
        CacheManager caches;

        List<CacheMethodDetails<?>> asked() {
            return asked;
        }

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
            asked.add(method);
            if (caches.getCache(method.getCacheName()) == null) {
                caches.createCache(method.getCacheName(), new MutableConfiguration<>());
            }
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
                    return caches.getCache(method.getCacheName());
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return getCacheResolver(method);
        }
    }
}
