package io.jcacheredis.cdi.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;

/**
 * The caches of the application's {@link CacheManager}, by their names; the cache resolver of methods that name none.
 * A name is looked up at each call, so that a cache may be destroyed and created anew. One that is not there is created.
 */
final class ManagedCaches implements CacheResolverFactory {

    private static final Logger LOG = System.getLogger(ManagedCaches.class.getName());

    private final Supplier<CacheManager> manager;

    ManagedCaches(Supplier<CacheManager> manager) {
        this.manager = manager;
    }

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
        return new ByName(method.getCacheName());
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
        return new ByName(method.getCacheAnnotation().exceptionCacheName());
    }

    /** The cache of this name, created with these types if there is none. */
    Cache<?, ?> named(String name, Class<?> keyType, Class<?> valueType) {
        CacheManager caches = manager.get();
        Cache<?, ?> cache = caches.getCache(name);
        return cache != null ? cache : create(caches, name, keyType, valueType);
    }

    private static <K, V> Cache<?, ?> create(CacheManager caches, String name, Class<K> keyType, Class<V> valueType) {
        try {
            Cache<K, V> created =
                    caches.createCache(name, new MutableConfiguration<K, V>().setTypes(keyType, valueType));
            LOG.log(
                    Level.INFO,
                    "Cache ''{0}'' was not there and was created as the provider has caches of that name: {1}. For other"
                            + " types or another time to live, declare it in the provider''s configuration or create"
                            + " it at the start",
                    name,
                    Description.of(created));
            return created;
        } catch (CacheException e) {
            // Another thread was faster, or the provider does not let us.
            Cache<?, ?> cache = caches.getCache(name);
            if (cache == null) {
                throw e;
            }
            return cache;
        }
    }

    private final class ByName implements CacheResolver {
        private final String name;

        ByName(String name) {
            this.name = name;
        }

        @Override
        @SuppressWarnings("unchecked") // What JSR-107 has here: the method decides what its cache holds.
        public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
            return (Cache<K, V>) named(name, Object.class, Object.class);
        }
    }
}
