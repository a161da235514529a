package io.jcacheredis.cdi.internal;

import io.jcacheredis.cdi.CacheName;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.annotation.GeneratedCacheKey;

/**
 * What an injection point with {@link CacheName} asks for.
 *
 * @param keyType {@code Object.class} where any will do, as is the value type
 */
record InjectedCache(String name, Class<?> keyType, Class<?> valueType, InjectionPoint point) {

    /** Empty if it asks for something else. An {@code Instance} or a {@code Provider} of a cache asks for the cache. */
    static Optional<InjectedCache> of(InjectionPoint point) {
        Type type = cacheType(point.getType());
        return point.getQualifiers().stream()
                .filter(CacheName.class::isInstance)
                .filter(qualifier -> Types.raw(type) == Cache.class)
                .map(qualifier -> ((CacheName) qualifier).value())
                .map(name -> new InjectedCache(name, Types.argument(type, 0), Types.argument(type, 1), point))
                .findFirst();
    }

    private static Type cacheType(Type type) {
        return type instanceof ParameterizedType generic && Provider.class.isAssignableFrom(Types.raw(type))
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    /** Whether its keys may be those of annotated methods. */
    boolean hasKeysOfCalls() {
        return GeneratedCacheKey.class.isAssignableFrom(keyType) || keyType.isAssignableFrom(GeneratedCacheKey.class);
    }

    /** @throws DeploymentException if the other one is of the same cache and says other types */
    void requireFits(InjectedCache other) {
        // With keys of calls it is created without types.
        boolean fits = (hasKeysOfCalls() && other.hasKeysOfCalls())
                || (isSame(keyType, other.keyType) && isSame(valueType, other.valueType));
        if (name.equals(other.name) && !fits) {
            throw new DeploymentException("Cache '" + name + "' is injected as " + other + " and as " + this
                    + "; both must say the same types");
        }
    }

    private static boolean isSame(Class<?> one, Class<?> other) {
        return one == other || one == Object.class || other == Object.class;
    }

    @Override
    public String toString() {
        return "Cache<" + keyType.getName() + ", " + valueType.getName() + "> at " + point.getMember();
    }
}
