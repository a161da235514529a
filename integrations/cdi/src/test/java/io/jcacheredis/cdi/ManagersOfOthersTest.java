package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second extension that brings a manager, of which nobody hears in time. */
class ManagersOfOthersTest {

    public static class OtherManagers implements Extension {
        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<CacheManager>addBean()
                    .beanClass(CacheManager.class)
                    .types(CacheManager.class, Object.class)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> manager("other:extension"));
        }
    }

    @ApplicationScoped
    @Alternative
    @Priority(1)
    static class Decides {
        @Produces
        @ApplicationScoped
        CacheManager caches() {
            return manager("decided:application");
        }
    }

    @ApplicationScoped
    static class Offers {
        @CacheResult(cacheName = "offers")
        int find(String id) {
            return 1;
        }
    }

    private static CacheManager manager(String uri) {
        return Caching.getCachingProvider("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                .getCacheManager(URI.create(uri), ManagersOfOthersTest.class.getClassLoader(), new Properties());
    }

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    /** OpenWebBeans keeps an application that failed by its class loader. */
    @BeforeEach
    void ownLoader() {
        thread.setContextClassLoader(new URLClassLoader(new URL[0], before));
    }

    @AfterEach
    void formerLoader() {
        thread.setContextClassLoader(before);
    }

    @SuppressWarnings("unchecked") // An array of classes, as CDI has it.
    private static SeContainer start(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(CacheExtension.class, OtherManagers.class)
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void managerOfAnotherExtension_isAmbiguous() {
        assertThatThrownBy(() -> start(Offers.class).close()).hasStackTraceContaining("mbiguous");
    }

    @Test
    void alternativeOfTheApplication_decides() {
        try (SeContainer container = start(Offers.class, Decides.class)) {
            container.select(Offers.class).get().find("a");
            CacheManager manager = container.select(CacheManager.class).get();
            assertThat(manager.getURI()).isEqualTo(URI.create("decided:application"));
            assertThat(manager.getCache("offers")).isNotNull();
        }
    }
}
