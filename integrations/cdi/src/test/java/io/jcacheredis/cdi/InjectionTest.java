package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

class InjectionTest {

    @ApplicationScoped
    static class Offers {
        @Inject
        @CacheName("offers")
        Cache<String, List<Integer>> offers;

        Cache<String, List<Integer>> offers() {
            return offers;
        }
    }

    @Dependent
    static class Untyped {
        @Inject
        @CacheName("offers")
        Cache<?, ?> offers;
    }

    @Dependent
    static class OtherTypes {
        @Inject
        @CacheName("offers")
        Cache<String, Integer> offers;
    }

    @Dependent
    static class OfCalls {
        @Inject
        @CacheName("general")
        Cache<GeneratedCacheKey, Integer> general;

        @Inject
        @CacheName("own")
        Cache<ParameterKey, Integer> own;

        @Inject
        @CacheName("any")
        Cache<Object, Integer> any;
    }

    @Dependent
    static class NoName {
        @Inject
        @CacheName("")
        Cache<String, Integer> offers;
    }

    @Test
    void cacheIsNotThere_isCreatedWithTheTypesOfTheInjectionPoint() {
        try (Deployment deployment = Deployment.of(Offers.class, Untyped.class)) {
            Cache<String, List<Integer>> offers = deployment.get(Offers.class).offers();
            Configuration<?, ?> configuration = configurationOf(offers);
            assertThat(configuration.getKeyType()).isEqualTo(String.class);
            assertThat(configuration.getValueType()).isEqualTo(List.class);
            assertThat(deployment.get(Untyped.class).offers).isSameAs(offers);
        }
    }

    @SuppressWarnings("unchecked") // As the method has it.
    private static Configuration<?, ?> configurationOf(Cache<?, ?> cache) {
        return cache.getConfiguration(Configuration.class);
    }

    /** As annotated methods create it, so that it is the same whoever comes first. */
    @Test
    void cacheIsNotThere_keysMayBeThoseOfCalls_isCreatedWithoutTypes() {
        try (Deployment deployment = Deployment.of(OfCalls.class)) {
            OfCalls bean = deployment.get(OfCalls.class);
            assertThat(List.of(bean.general, bean.own, bean.any)).allSatisfy(cache -> {
                Configuration<?, ?> configuration = configurationOf(cache);
                assertThat(configuration.getKeyType()).isEqualTo(Object.class);
                assertThat(configuration.getValueType()).isEqualTo(Object.class);
            });
        }
    }

    @Test
    void cacheIsThere_isTheManagers() {
        try (Deployment deployment = Deployment.of(Offers.class)) {
            Cache<?, ?> created =
                    deployment.get(CacheManager.class).createCache("offers", new MutableConfiguration<>());
            assertThat(deployment.get(Offers.class).offers()).isSameAs(created);
        }
    }

    @Test
    void typesDifferFromThoseOfTheCache_isRefused() {
        try (Deployment deployment = Deployment.of(OtherTypes.class)) {
            deployment
                    .get(CacheManager.class)
                    .createCache("offers", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
            assertThatThrownBy(() -> deployment.get(OtherTypes.class))
                    .hasStackTraceContaining("The values of cache 'offers' are of type java.lang.Long");
        }
    }

    @Test
    void typesDifferFromThoseOfAnotherInjectionPoint_isRefusedAtDeployment() {
        assertThatThrownBy(() -> Deployment.of(Offers.class, OtherTypes.class).close())
                .hasStackTraceContaining("Cache 'offers' is injected as Cache<java.lang.String, java.")
                .hasStackTraceContaining("both must say the same types");
    }

    @Test
    void nameIsEmpty_isRefusedAtDeployment() {
        assertThatThrownBy(() -> Deployment.of(NoName.class).close())
                .hasStackTraceContaining("must give the name of a cache");
    }

    @Test
    void managerOfTheApplication_replacesTheDefault() {
        try (Deployment deployment = Deployment.of(Offers.class)) {
            assertThat(deployment.get(CacheManager.class).getURI().toString()).startsWith("test:");
            assertThat(deployment.container().getBeanManager().getBeans(CacheManager.class))
                    .hasSize(1);
        }
    }
}
