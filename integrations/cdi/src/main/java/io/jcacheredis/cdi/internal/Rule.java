package io.jcacheredis.cdi.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * What one of the four annotations says, in one form for all of them.
 *
 * @param afterInvocation whether the cache is changed after the method returned; of no meaning for a result
 * @param exceptions of a result, those that are cached; of others, those after which the cache is changed all the same
 */
record Rule<A extends Annotation>(
        A annotation,
        String cacheName,
        Class<? extends CacheResolverFactory> resolverFactory,
        Class<? extends CacheKeyGenerator> keyGenerator,
        boolean afterInvocation,
        ExceptionFilter exceptions) {

    static boolean is(Annotation annotation) {
        Class<?> type = annotation.annotationType();
        return type == CacheResult.class
                || type == CachePut.class
                || type == CacheRemove.class
                || type == CacheRemoveAll.class;
    }

    static Rule<?> of(Annotation annotation) {
        if (annotation instanceof CacheResult a) {
            var cached = ExceptionFilter.of(a.cachedExceptions(), a.nonCachedExceptions(), true);
            return new Rule<>(a, a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator(), true, cached);
        }
        if (annotation instanceof CachePut a) {
            var put = ExceptionFilter.of(a.cacheFor(), a.noCacheFor(), false);
            return new Rule<>(
                    a, a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator(), a.afterInvocation(), put);
        }
        if (annotation instanceof CacheRemove a) {
            var evict = ExceptionFilter.of(a.evictFor(), a.noEvictFor(), false);
            return new Rule<>(
                    a, a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator(), a.afterInvocation(), evict);
        }
        if (annotation instanceof CacheRemoveAll a) {
            var evict = ExceptionFilter.of(a.evictFor(), a.noEvictFor(), false);
            return new Rule<>(
                    a, a.cacheName(), a.cacheResolverFactory(), CacheKeyGenerator.class, a.afterInvocation(), evict);
        }
        throw new IllegalArgumentException(annotation + " is none of the annotations of JSR-107");
    }

    /** The same with the class's defaults, and the name that the specification gives, where the annotation says nothing. */
    Rule<A> on(Method method, @Nullable CacheDefaults defaults) {
        String name = cacheName;
        Class<? extends CacheResolverFactory> factory = resolverFactory;
        Class<? extends CacheKeyGenerator> generator = keyGenerator;
        if (defaults != null) {
            name = name.isEmpty() ? defaults.cacheName() : name;
            factory = factory == CacheResolverFactory.class ? defaults.cacheResolverFactory() : factory;
            generator = generator == CacheKeyGenerator.class ? defaults.cacheKeyGenerator() : generator;
        }
        name = name.isEmpty() ? nameOf(method) : name;
        return new Rule<>(annotation, name, factory, generator, afterInvocation, exceptions);
    }

    /** The name of the cache where exceptions are kept; null if they are not. */
    @Nullable
    String exceptionCacheName() {
        return annotation instanceof CacheResult result
                        && !result.exceptionCacheName().isBlank()
                ? result.exceptionCacheName()
                : null;
    }

    /** Whether the caches are those of the application's manager, by their names. */
    boolean hasManagedCaches() {
        return resolverFactory == CacheResolverFactory.class;
    }

    private static String nameOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(
                        ",", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }
}
