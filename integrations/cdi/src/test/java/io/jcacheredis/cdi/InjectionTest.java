package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
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
    private static Configuration<?, ?> configurationOf(Cache<String, List<Integer>> cache) {
        return cache.getConfiguration(Configuration.class);
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
    void typesDiffer_isRefused() {
        try (Deployment deployment = Deployment.of(Offers.class, OtherTypes.class)) {
            deployment.get(Offers.class).offers();
            assertThatThrownBy(() -> deployment.get(OtherTypes.class))
                    .hasStackTraceContaining("The values of cache 'offers' are of type java.util.List");
        }
    }

    @Test
    void nameIsEmpty_isRefused() {
        try (Deployment deployment = Deployment.of(NoName.class)) {
            assertThatThrownBy(() -> deployment.get(NoName.class))
                    .hasStackTraceContaining("must give the name of a cache");
        }
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
