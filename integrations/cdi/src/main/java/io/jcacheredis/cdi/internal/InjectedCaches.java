package io.jcacheredis.cdi.internal;

import io.jcacheredis.cdi.CacheName;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.GeneratedCacheKey;
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
        String name = point.getQualifiers().stream()
                .filter(CacheName.class::isInstance)
                .map(qualifier -> ((CacheName) qualifier).value())
                .findFirst()
                .orElse("");
        if (name.isBlank()) {
            throw new CacheException("@CacheName of " + point + " must give the name of a cache");
        }
        Class<?> keyType = argument(point, 0);
        Class<?> valueType = argument(point, 1);
        // Annotated methods create such a cache without types. Who comes first must make no difference, since JVMs that
        // share the entries have to agree on how they are written.
        Cache<?, ?> cache = hasKeysOfCalls(keyType)
                ? caches.named(name, Object.class, Object.class)
                : caches.named(name, keyType, valueType);
        Configuration<?, ?> declared = cache.getConfiguration(Configuration.class);
        check(name, "keys", declared.getKeyType(), keyType);
        check(name, "values", declared.getValueType(), valueType);
        return (Cache<K, V>) (isSerializedWithItsBean(point) ? CacheHandle.of(manager, name) : cache);
    }

    private static boolean hasKeysOfCalls(Class<?> keyType) {
        return GeneratedCacheKey.class.isAssignableFrom(keyType) || keyType.isAssignableFrom(GeneratedCacheKey.class);
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

    /** What a cache is created with for a type argument: its class, or Object for a wildcard and a raw type. */
    private static Class<?> argument(InjectionPoint point, int position) {
        return point.getType() instanceof ParameterizedType type
                ? raw(type.getActualTypeArguments()[position])
                : Object.class;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }
}
