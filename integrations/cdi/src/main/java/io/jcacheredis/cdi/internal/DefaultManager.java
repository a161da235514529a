package io.jcacheredis.cdi.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** The manager of an application that brings none: that of the one provider that its class loader sees. */
public final class DefaultManager {

    private static final Logger LOG = System.getLogger(DefaultManager.class.getName());

    private final ClassLoader loader;

    /** The manager for the application of that class loader. */
    public DefaultManager(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * What it is injected as: as jcache-redis's own type if that is the provider, else as a {@code CacheManager}. A client
     * proxy that has not got that type could not stand for the manager, which gives itself where it is unwrapped.
     */
    public Class<?> type() {
        try {
            List<CachingProvider> providers = providers();
            if (providers.size() == 1 && isJCacheRedis(providers.get(0).getClass())) {
                ClassLoader its = providers.get(0).getClass().getClassLoader();
                return Class.forName("io.jcacheredis.RedisCacheManager", false, its);
            }
        } catch (CacheException | ClassNotFoundException e) {
            LOG.log(Level.DEBUG, "The type that the provider gives its managers can't be had", e);
        }
        return CacheManager.class;
    }

    private static boolean isJCacheRedis(Class<?> provider) {
        return provider.getName().equals("io.jcacheredis.RedisCachingProvider");
    }

    /** Whether {@link #open} finds its provider; warns if it does not. */
    public boolean hasProvider() {
        List<CachingProvider> providers = providers();
        if (providers.size() != 1) {
            LOG.log(Level.WARNING, "Caches that annotations and @CacheName use will fail: {0}", trouble(providers));
            return false;
        }
        return true;
    }

    /**
     * Opens it, or gives the one that is open.
     *
     * @throws CacheException if there is no provider, or more than one and nobody says which
     */
    public CacheManager open() {
        List<CachingProvider> providers = providers();
        if (providers.size() != 1) {
            throw new CacheException("There is no cache manager: " + trouble(providers));
        }
        CachingProvider provider = providers.get(0);
        CacheManager manager = provider.getCacheManager(null, loader);
        LOG.log(
                Level.INFO,
                "Annotated methods and injected caches use the cache manager {0} of {1}",
                manager.getURI(),
                provider.getClass().getName());
        return manager;
    }

    /** The one of {@code javax.cache.spi.CachingProvider} where that is set, else all. */
    private List<CachingProvider> providers() {
        List<CachingProvider> providers = new ArrayList<>();
        Caching.getCachingProviders(loader).forEach(providers::add);
        return providers;
    }

    private static String trouble(List<CachingProvider> providers) {
        if (providers.isEmpty()) {
            return "no JCache provider is on the class path; add one, such as io.jcacheredis:jcache-redis, or produce a"
                    + " CacheManager";
        }
        String names = providers.stream()
                .map(provider -> provider.getClass().getName())
                .sorted()
                .collect(Collectors.joining(", "));
        return "several JCache providers are on the class path (" + names + "); say which by"
                + " -Djavax.cache.spi.CachingProvider=..., or produce a CacheManager";
    }
}
