package io.jcacheredis.cdi.internal;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * A cache by its name, for beans that are passivated: sessions and views are stored, and caches are not. It looks the
 * cache up at each call.
 */
record CacheHandle(@SuppressWarnings("serial") CacheManager manager, String name) // A client proxy, which is.
        implements InvocationHandler, Serializable {

    /** A Serializable cache that is that of the manager, as long as the manager can be serialized. */
    static Cache<?, ?> of(CacheManager manager, String name) {
        return (Cache<?, ?>) Proxy.newProxyInstance(
                CacheHandle.class.getClassLoader(),
                new Class<?>[] {Cache.class, Serializable.class},
                new CacheHandle(manager, name));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method.getName(), arguments);
        }
        try {
            return method.invoke(cache(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object ofObject(Object proxy, String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "cache '" + name + "'";
        };
    }

    private Cache<?, ?> cache() {
        Cache<?, ?> cache = manager.getCache(name);
        if (cache == null) {
            throw new IllegalStateException("cache '" + name + "' was destroyed after it was injected");
        }
        return cache;
    }
}
