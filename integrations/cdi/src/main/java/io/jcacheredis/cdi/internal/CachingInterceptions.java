package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** The four annotations, as chapter 11 of JSR-107 has them. */
final class CachingInterceptions implements Interceptions {

    private final CachedMethods methods;
    private final BeanManager manager;
    private final Collaborators collaborators;
    private final Loads singleLoads;

    CachingInterceptions(CachedMethods methods, BeanManager manager, Collaborators collaborators, Loads singleLoads) {
        this.methods = methods;
        this.manager = manager;
        this.collaborators = collaborators;
        this.singleLoads = singleLoads;
    }

    @Override
    public @Nullable Object around(Class<? extends Annotation> kind, InvocationContext invocation) throws Exception {
        CachedMethod<?> method = method(invocation);
        if (method.getCacheAnnotation().annotationType() != kind) {
            return invocation.proceed();
        }
        return kind == CacheResult.class ? result(ofResult(method), invocation) : change(method, invocation);
    }

    private CachedMethod<?> method(InvocationContext invocation) {
        Class<?> target = invocation.getTarget().getClass();
        CachedMethod<?> method = methods.find(target, invocation.getMethod());
        if (method == null) {
            // What a producer made may be of a class that is no bean's. OpenWebBeans intercepts it, and so does an
            // InterceptionFactory.
            methods.read(manager.createAnnotatedType(target), manager);
            method = methods.find(target, invocation.getMethod());
        }
        if (method == null) {
            throw new IllegalStateException("The container intercepts " + invocation.getMethod() + " of "
                    + target.getName()
                    + " for an annotation of JSR-107 that is not there, such as one that a program gave"
                    + " an InterceptionFactory; put it on the method");
        }
        return method;
    }

    @SuppressWarnings("unchecked") // Its annotation is a CacheResult.
    private static CachedMethod<CacheResult> ofResult(CachedMethod<?> method) {
        return (CachedMethod<CacheResult>) method;
    }

    private @Nullable Object result(CachedMethod<CacheResult> method, InvocationContext invocation) throws Exception {
        if (method.result().isNothing()) {
            return withoutResult(method, invocation);
        }
        MethodCall<CacheResult> call = MethodCall.of(method, invocation);
        Cache<Object, Object> cache = collaborators.cache(method, call);
        Cache<Object, Throwable> exceptions = collaborators.exceptions(method, call);
        GeneratedCacheKey key = collaborators.key(method, call);
        Result result = method.result();
        boolean look = !method.getCacheAnnotation().skipGet();
        if (look && method.singleLoad()) {
            return result.returned(singleLoads.load(cache, key, () -> {
                throwCached(exceptions, key);
                return result.kept(proceed(method, invocation, exceptions, key));
            }));
        }
        if (look) {
            Object cached = cache.get(key);
            if (cached != null) {
                return result.returned(cached);
            }
            throwCached(exceptions, key);
        }
        Object returned = proceed(method, invocation, exceptions, key);
        Object kept = result.kept(returned);
        if (kept != null) {
            cache.put(key, kept);
        }
        return returned;
    }

    /** Only what it throws can be its own in a cache: an entry with a value under its key is that of another method. */
    private @Nullable Object withoutResult(CachedMethod<CacheResult> method, InvocationContext invocation)
            throws Exception {
        if (method.rule().exceptionCacheName() == null) {
            return invocation.proceed();
        }
        MethodCall<CacheResult> call = MethodCall.of(method, invocation);
        Cache<Object, Throwable> exceptions = collaborators.exceptions(method, call);
        GeneratedCacheKey key = collaborators.key(method, call);
        if (!method.getCacheAnnotation().skipGet()) {
            throwCached(exceptions, key);
        }
        return proceed(method, invocation, exceptions, key);
    }

    private static void throwCached(@Nullable Cache<Object, Throwable> exceptions, Object key) {
        Throwable cached = exceptions == null ? null : exceptions.get(key);
        if (cached != null) {
            throw Thrown.unchanged(cached);
        }
    }

    private static @Nullable Object proceed(
            CachedMethod<CacheResult> method,
            InvocationContext invocation,
            @Nullable Cache<Object, Throwable> exceptions,
            Object key)
            throws Exception {
        try {
            return invocation.proceed();
        } catch (Throwable t) {
            if (exceptions != null && method.rule().exceptions().matches(t)) {
                Thrown.andThen(t, () -> exceptions.put(key, t));
            }
            throw t;
        }
    }

    private @Nullable Object change(CachedMethod<?> method, InvocationContext invocation) throws Exception {
        MethodCall<?> call = MethodCall.of(method, invocation);
        boolean after = method.rule().afterInvocation();
        if (!after) {
            apply(method, call);
        }
        Object result;
        try {
            result = invocation.proceed();
        } catch (Throwable t) {
            if (after && method.rule().exceptions().matches(t)) {
                Thrown.andThen(t, () -> apply(method, call));
            }
            throw t;
        }
        if (after) {
            apply(method, call);
        }
        return result;
    }

    private void apply(CachedMethod<?> method, MethodCall<?> call) {
        Cache<Object, Object> cache = collaborators.cache(method, call);
        Annotation kind = method.getCacheAnnotation();
        if (kind instanceof CacheRemoveAll) {
            cache.removeAll();
        } else if (kind instanceof CacheRemove) {
            cache.remove(collaborators.key(method, call));
        } else if (kind instanceof CachePut) {
            put(cache, collaborators.key(method, call), call);
        }
    }

    @SuppressWarnings("NullAway") // A value that is null is what the cache refuses, as it does with any put.
    private static void put(Cache<Object, Object> cache, Object key, MethodCall<?> call) {
        cache.put(key, call.getValueParameter().getValue());
    }
}
