package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The resolvers and key generators of methods. A class that an annotation names is the bean of that class where there is
 * one, else an instance of its public constructor without parameters; one of each, made when it is needed first.
 */
final class Collaborators {

    private static final Logger LOG = System.getLogger(Collaborators.class.getName());

    private record Resolvers(
            CacheResolver results, @Nullable CacheResolver exceptions) {}

    private final Instance<Object> beans;
    private final CacheResolverFactory defaultResolvers;
    private final CacheKeyGenerator defaultKeys = new ParameterKeyGenerator();
    private final Map<Class<?>, Object> instances = new ConcurrentHashMap<>();
    private final Map<CachedMethod<?>, Resolvers> resolvers = new ConcurrentHashMap<>();

    Collaborators(Instance<Object> beans, CacheResolverFactory defaultResolvers) {
        this.beans = beans;
        this.defaultResolvers = defaultResolvers;
    }

    Cache<Object, Object> cache(CachedMethod<?> method, CacheInvocationContext<? extends Annotation> call) {
        return resolversOf(method).results.resolveCache(call);
    }

    /** Where a method's exceptions are kept; null if they are not. */
    @Nullable
    Cache<Object, Throwable> exceptions(
            CachedMethod<CacheResult> method, CacheInvocationContext<? extends Annotation> call) {
        CacheResolver resolver = resolversOf(method).exceptions;
        return resolver == null ? null : resolver.resolveCache(call);
    }

    GeneratedCacheKey key(CachedMethod<?> method, CacheKeyInvocationContext<? extends Annotation> call) {
        Class<? extends CacheKeyGenerator> type = method.rule().keyGenerator();
        CacheKeyGenerator generator = type == CacheKeyGenerator.class ? defaultKeys : instance(type);
        return generator.generateCacheKey(call);
    }

    private Resolvers resolversOf(CachedMethod<?> method) {
        Resolvers known = resolvers.get(method);
        if (known == null) {
            // Not while the map is locked: a factory is code of the program and may call annotated methods itself.
            Resolvers made = makeResolvers(method);
            Resolvers earlier = resolvers.putIfAbsent(method, made);
            known = earlier == null ? made : earlier;
        }
        return known;
    }

    private Resolvers makeResolvers(CachedMethod<?> method) {
        Rule<?> rule = method.rule();
        CacheResolverFactory factory = rule.hasManagedCaches() ? defaultResolvers : instance(rule.resolverFactory());
        CacheResolver exceptions =
                rule.exceptionCacheName() == null ? null : factory.getExceptionCacheResolver(ofResult(method));
        return new Resolvers(factory.getCacheResolver(method), exceptions);
    }

    @SuppressWarnings("unchecked") // Its annotation is a CacheResult.
    private static CacheMethodDetails<CacheResult> ofResult(CachedMethod<?> method) {
        return (CacheMethodDetails<CacheResult>) method;
    }

    private <T> T instance(Class<T> type) {
        Object known = instances.get(type);
        if (known == null) {
            Object made = make(type);
            Object earlier = instances.putIfAbsent(type, made);
            known = earlier == null ? made : earlier;
        }
        return type.cast(known);
    }

    private Object make(Class<?> type) {
        Instance<?> bean = beans.select(type);
        if (bean.isResolvable()) {
            return bean.get();
        }
        warnIfItWantsInjection(type);
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new CacheException(
                    type.getName()
                            + ", which an annotation names, can't be had: make it a bean with a scope, or give it"
                            + " a public constructor without parameters",
                    e);
        }
    }

    private static void warnIfItWantsInjection(Class<?> type) {
        if (Stream.<AccessibleObject[]>of(
                        type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream)
                .anyMatch(member -> member.isAnnotationPresent(Inject.class))) {
            LOG.log(
                    Level.WARNING,
                    "{0}, which an annotation names, has @Inject and is no bean, so that nothing is injected; give it a"
                            + " scope, such as @ApplicationScoped",
                    type.getName());
        }
    }
}
