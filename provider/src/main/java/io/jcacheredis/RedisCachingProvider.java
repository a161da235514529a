package io.jcacheredis;

import io.jcacheredis.internal.manager.DefaultCacheManager;
import io.jcacheredis.internal.manager.ManagerUri;
import io.jcacheredis.internal.manager.ProviderResources;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The provider that {@code Caching.getCachingProvider()} finds. Everything that it opens belongs to it and ends with its
 * {@link #close}; after that it can be used again.
 */
public final class RedisCachingProvider implements CachingProvider {

    /**
     * A name in the properties of a manager, for frameworks that have certificates already: of a {@code
     * java.util.function.Supplier<javax.net.ssl.SSLContext>}, which is asked whenever a TLS connection is made, in place of {@code tls.ca},
     * {@code tls.certificate}, {@code tls.key} and the JVM's trust store. The host's name is verified as {@code tls.verification} says.
     * A manager is refused if one of those files is set too, or if its Redis is spoken to without TLS.
     * Managers share connections only if they have the same supplier.
     */
    public static final String SSL_CONTEXT = "io.jcacheredis.ssl-context";

    private static final URI DEFAULT_URI = URI.create("jcache-redis:default");

    /** A manager is found by the URI that it was opened with, and by the one that it shows. */
    private record ManagerKey(URI uri, ClassLoader classLoader) {}

    private final ProviderResources resources = new ProviderResources();
    private final Lock lock = new ReentrantLock();
    private final Map<ManagerKey, DefaultCacheManager> managers = new HashMap<>();

    /** For {@code java.util.ServiceLoader}; programs use {@link javax.cache.Caching#getCachingProvider()}. */
    public RedisCachingProvider() {}

    /**
     * The manager of a URI and a class loader, made at the first call, with the caches that its configuration declares.
     * One round trip for each of these, and Redis need not run.
     *
     * @param uri null for {@link #getDefaultURI}; a {@code redis://} URI, or another of its schemes, is the Redis to use; one
     *     that ends in {@code .yaml}, {@code .yml}, {@code .json} or {@code .properties} is the configuration file, which
     *     must be there; of another simple name {@code reports}, or {@code jcache-redis:reports}, the file is
     *     {@code jcache-redis-reports.yaml} on the class path, if it is there
     * @param classLoader null for {@link #getDefaultClassLoader}; the configuration file and all classes are found by it
     * @param properties settings such as {@code jcache.redis.url}, which win over system properties, environment and
     *     file; null for none. Those of the first call count
     * @throws CacheException if settings make no sense; the message lists everything that doesn't. Also if the manager of
     *     this address is open with another user or password than the URI has
     */
    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        DefaultCacheManager manager;
        do {
            manager = manager(uri, key(uri, classLoader), properties);
        } while (!manager.openDeclared()); // without the lock: what users wrote runs there
        return manager;
    }

    private DefaultCacheManager manager(@Nullable URI uri, ManagerKey key, @Nullable Properties properties) {
        lock.lock();
        try {
            DefaultCacheManager manager = managers.get(key);
            if (manager != null && !manager.isClosed()) {
                manager.requireLogin(uri);
            } else {
                Properties own = new Properties();
                if (properties != null) {
                    own.putAll(properties);
                    properties
                            .stringPropertyNames()
                            .forEach(name -> own.setProperty(name, properties.getProperty(name)));
                }
                manager = new DefaultCacheManager(
                        this, uri == null ? key.uri() : uri, key.classLoader(), own, resources, () -> forget(key));
                managers.put(key, manager);
            }
            return manager;
        } finally {
            lock.unlock();
        }
    }

    private ManagerKey key(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return new ManagerKey(
                uri == null ? getDefaultURI() : ManagerUri.shown(uri),
                classLoader == null ? getDefaultClassLoader() : classLoader);
    }

    private void forget(ManagerKey key) {
        lock.lock();
        try {
            CacheManager manager = managers.get(key);
            if (manager != null && manager.isClosed()) {
                managers.remove(key);
            }
            if (managers.isEmpty()) {
                resources.rest();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    /** The class loader of this class. */
    @Override
    public ClassLoader getDefaultClassLoader() {
        return getClass().getClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    /** Ends all managers, connections and threads. What lies in Redis stays. */
    @Override
    public void close() {
        try {
            closeWhere(key -> true);
        } finally {
            resources.close();
        }
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader wanted = classLoader == null ? getDefaultClassLoader() : classLoader;
        closeWhere(key -> key.classLoader().equals(wanted));
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        ManagerKey wanted = key(uri, classLoader);
        closeWhere(wanted::equals);
    }

    private void closeWhere(Predicate<ManagerKey> condition) {
        List<CacheManager> ending = new ArrayList<>();
        lock.lock();
        try {
            managers.forEach((key, manager) -> {
                if (condition.test(key)) {
                    ending.add(manager);
                }
            });
        } finally {
            lock.unlock();
        }
        // Without the lock: what users wrote runs here.
        CacheException failure = null;
        for (CacheManager manager : ending) {
            try {
                manager.close();
            } catch (CacheException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** False for {@link OptionalFeature#STORE_BY_REFERENCE}: entries lie in another process. */
    @Override
    public boolean isSupported(OptionalFeature optionalFeature) {
        return false;
    }
}
