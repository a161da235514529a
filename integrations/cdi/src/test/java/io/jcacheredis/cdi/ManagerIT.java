package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.junit.RedisExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The manager of jcache-redis as a bean: when it is opened, what it is injected as, and what ends it. */
class ManagerIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @BeforeEach
    void configure() {
        System.setProperty("javax.cache.spi.CachingProvider", "io.jcacheredis.RedisCachingProvider");
        System.setProperty("jcache.redis.url", redis.uri().toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("javax.cache.spi.CachingProvider");
        System.clearProperty("jcache.redis.url");
    }

    @ApplicationScoped
    static class Offers {
        private final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "offers")
        int find(String id) {
            return calls.incrementAndGet();
        }
    }

    private static void declare(String setting, String type, Runnable test) {
        String name = "jcache.redis.caches[offers]." + setting;
        System.setProperty(name, type);
        try {
            test.run();
        } finally {
            System.clearProperty(name);
        }
    }

    private static void assertRefused(String... told) {
        assertThatThrownBy(() -> Deployment.withoutManager(Offers.class)).satisfies(e -> {
            for (String part : told) {
                assertThat(e).hasStackTraceContaining(part);
            }
        });
    }

    @Test
    void declaredKeys_thatAnnotatedMethodsHaveNot_areRefusedAtDeployment() {
        declare("key-type", "String", () -> assertRefused("Cache 'offers' has keys of java.lang.String", "find"));
    }

    @Test
    void declaredValues_thatNoMethodKeeps_areRefusedAtDeployment() {
        declare(
                "value-type",
                "String",
                () -> assertRefused("Cache 'offers' has values of java.lang.String", "Integer"));
    }

    @Test
    @SuppressWarnings("unchecked") // the array of extensions
    void deploymentThatIsRefused_leavesNoManagerOpen() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(loader);
            SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(CacheExtension.class)
                    .addBeanClasses(Offers.class);

            declare(
                    "key-type",
                    "String",
                    () -> assertThatThrownBy(initializer::initialize).hasStackTraceContaining("has keys of"));

            try (CacheManager next = Caching.getCachingProvider(loader).getCacheManager(null, loader)) {
                assertThat(next.getCacheNames()).isEmpty();
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void declaredTypes_thatFit_areUsed() {
        declare(
                "key-type",
                "javax.cache.annotation.GeneratedCacheKey",
                () -> declare("value-type", "Integer", () -> {
                    try (Deployment deployment = Deployment.withoutManager(Offers.class)) {
                        Offers offers = deployment.get(Offers.class);

                        assertThat(offers.find("a")).isEqualTo(offers.find("a"));
                    }
                }));
    }

    @Dependent
    static class Users {
        @Inject
        CacheManager any;

        @Inject
        RedisCacheManager own;
    }

    @ApplicationScoped
    static class Produced {
        @Produces
        @ApplicationScoped
        RedisCacheManager caches() {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.key-prefix", "realestate:");
            ClassLoader loader = getClass().getClassLoader();
            return Caching.getCachingProvider(loader)
                    .getCacheManager(URI.create(redis.uri().toString()), loader, properties)
                    .unwrap(RedisCacheManager.class);
        }

        void close(@Disposes RedisCacheManager caches) {
            caches.close();
        }
    }

    @Test
    void managerOfTheExtension_isThatOfJCacheRedis_whicheverWayItIsAskedFor() {
        CacheManager opened;
        try (Deployment deployment = Deployment.withoutManager(Users.class, Offers.class)) {
            Users users = deployment.get(Users.class);
            assertThat(users.own.keyPrefix()).isEqualTo("jcache:");
            assertThat(users.any.unwrap(RedisCacheManager.class).keyPrefix()).isEqualTo("jcache:");
            deployment.get(Offers.class).find("a");
            opened = deployment.cache("offers").getCacheManager();
        }
        assertThat(opened.isClosed()).isTrue();
    }

    @Test
    void managerOfTheApplication_producedAsThatOfJCacheRedis_isSo_too() {
        CacheManager opened;
        try (Deployment deployment = Deployment.withoutManager(Users.class, Offers.class, Produced.class)) {
            Users users = deployment.get(Users.class);
            assertThat(users.own.keyPrefix()).isEqualTo("realestate:");
            assertThat(users.any.unwrap(RedisCacheManager.class).keyPrefix()).isEqualTo("realestate:");
            deployment.get(Offers.class).find("a");
            opened = deployment.cache("offers").getCacheManager();
        }
        assertThat(opened.isClosed()).isTrue();
    }

    @Test
    void mistakeInTheConfiguration_isOneOfTheDeployment_whereTheManagerIsUsed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("jcache-redis.yaml"), "jcache:\n  redis:\n    timeout: soon\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThatThrownBy(() -> Deployment.withoutManager(Offers.class).close())
                    .hasStackTraceContaining("jcache-redis.yaml")
                    .hasStackTraceContaining("timeout");
            try (Deployment unused = Deployment.withoutManager(NoCaches.class)) {
                assertThat(unused.container().isRunning()).isTrue();
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ApplicationScoped
    static class NoCaches {}

    @Test
    void noRedis_isDeployed_andMethodsAreCalled() {
        System.setProperty("jcache.redis.url", "redis://127.0.0.1:1");
        try (Deployment deployment = Deployment.withoutManager(Offers.class)) {
            assertThat(deployment.get(Offers.class).find("a")).isEqualTo(1);
            assertThat(deployment.get(Offers.class).find("a")).isEqualTo(2);
        }
    }

    /** As tests of applications start it, with the beans that they need. */
    @Test
    @SuppressWarnings("unchecked") // An array of classes, as CDI has it.
    void withoutDiscovery_extensionIsAdded_methodsAreCached() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(CacheExtension.class)
                .addBeanClasses(Offers.class)
                .initialize()) {
            Offers offers = container.select(Offers.class).get();
            container.select(CacheManager.class).get().getCacheNames();
            int found = offers.find("without discovery");
            assertThat(offers.find("without discovery")).isEqualTo(found);
        }
    }
}
