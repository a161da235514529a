package io.jcacheredis.cdi.internal;

import io.jcacheredis.cdi.CacheName;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.io.Serializable;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;

/** Produces the caches that are injected by {@link CacheName}. */
public class InjectedCaches {

    private final CacheManager manager;
    private final ManagedCaches caches;

    @Inject
    InjectedCaches(CacheManager manager) {
        this.manager = manager;
        this.caches = new ManagedCaches(() -> manager);
    }

    /** The cache of that name; see {@link CacheName}. */
    @Produces
    @CacheName("")
    @SuppressWarnings("unchecked") // Its types are checked as far as it declares them.
    public <K, V> Cache<K, V> cache(InjectionPoint point) {
        InjectedCache wanted = InjectedCache.of(point)
                .filter(any -> !any.name().isBlank())
                .orElseThrow(() -> new CacheException("@CacheName of " + point + " must give the name of a cache"));
        String name = wanted.name();
        // Annotated methods create such a cache without types. Who comes first must make no difference, since JVMs that
        // share the entries have to agree on how they are written.
        Cache<?, ?> cache = wanted.hasKeysOfCalls()
                ? caches.named(name, Object.class, Object.class)
                : caches.named(name, wanted.keyType(), wanted.valueType());
        Configuration<?, ?> declared = cache.getConfiguration(Configuration.class);
        check(name, "keys", declared.getKeyType(), wanted.keyType());
        check(name, "values", declared.getValueType(), wanted.valueType());
        return (Cache<K, V>) (isSerializedWithItsBean(point) ? CacheHandle.of(manager, name) : cache);
    }

    private static boolean isSerializedWithItsBean(InjectionPoint point) {
        Bean<?> bean = point.getBean();
        return bean != null && Serializable.class.isAssignableFrom(bean.getBeanClass()) && !point.isTransient();
    }

    private static void check(String name, String what, Class<?> declared, Class<?> wanted) {
        if (declared != Object.class && wanted != Object.class && declared != wanted) {
            throw new CacheException("The " + what + " of cache '" + name + "' are of type " + declared.getName()
                    + ", and it is injected as one with " + wanted.getName() + "; both must say the same");
        }
    }
}
