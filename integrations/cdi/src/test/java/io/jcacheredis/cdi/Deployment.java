package io.jcacheredis.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.GeneratedCacheKey;

/** An application in the container that is on the class path: the beans of a test, and Caffeine's cache manager. */
final class Deployment implements AutoCloseable {

    private final SeContainer container;
    private final ClassLoader before;

    private Deployment(SeContainer container, ClassLoader before) {
        this.container = container;
        this.before = before;
    }

    static Deployment of(Class<?>... beans) {
        return withoutManager(Stream.concat(Stream.of(beans), Stream.of(CaffeinesCaches.class))
                .toArray(Class<?>[]::new));
    }

    /** For beans that bring a manager of their own, or do without. */
    static Deployment withoutManager(Class<?>... beans) {
        SeContainerInitializer initializer = SeContainerInitializer.newInstance();
        if (isOpenWebBeans()) {
            // It takes all that is on the class path for beans, the other tests' too. Weld finds extensions by
            // discovery only.
            initializer.disableDiscovery();
        }
        // As in a server, where each application has a class loader: OpenWebBeans keeps an application that failed by
        // its own.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new URLClassLoader(new URL[0], before));
        try {
            return new Deployment(initializer.addBeanClasses(beans).initialize(), before);
        } catch (RuntimeException e) {
            thread.setContextClassLoader(before);
            throw e;
        }
    }

    /** Whether it is this of the two containers: their own behaviour differs in places. */
    static boolean isOpenWebBeans() {
        return SeContainerInitializer.newInstance().getClass().getName().startsWith("org.apache.openwebbeans.");
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    SeContainer container() {
        return container;
    }

    /** A cache as the annotations use it. */
    Cache<GeneratedCacheKey, Object> cache(String name) {
        return get(CacheManager.class).getCache(name);
    }

    @Override
    public void close() {
        try {
            container.close();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** A producer as an application writes it. */
    @ApplicationScoped
    static class CaffeinesCaches {
        private static final AtomicInteger MANAGERS = new AtomicInteger();

        @Produces
        @ApplicationScoped
        CacheManager manager() {
            return Caching.getCachingProvider("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                    .getCacheManager(
                            URI.create("test:" + MANAGERS.incrementAndGet()),
                            Deployment.class.getClassLoader(),
                            new Properties());
        }

        void close(@Disposes CacheManager manager) {
            manager.close();
        }
    }
}
