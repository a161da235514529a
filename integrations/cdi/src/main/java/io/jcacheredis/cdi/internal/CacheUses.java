package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.Configuration;

/**
 * Who uses which cache of the application's manager, and whether that fits together. It is looked at when the application
 * is deployed: later it would depend on who comes first.
 */
public final class CacheUses {

    private static final Logger LOG = System.getLogger(CacheUses.class.getName());

    private final CachedMethods methods;
    private final List<InjectedCache> injected = new ArrayList<>();

    /** The uses by those methods, and by the injection points that are added. */
    public CacheUses(CachedMethods methods) {
        this.methods = methods;
    }

    /**
     * Adds an injection point, if it is one of a cache.
     *
     * @throws DeploymentException if it names none
     */
    public void add(InjectionPoint point) {
        InjectedCache.of(point).ifPresent(cache -> {
            if (cache.name().isBlank()) {
                throw new DeploymentException("@CacheName of " + point + " must give the name of a cache");
            }
            injected.add(cache);
        });
    }

    /** Whether anybody needs the manager. */
    public boolean isEmpty() {
        return injected.isEmpty() && managed().findAny().isEmpty();
    }

    /**
     * Looks whether all uses of a cache agree; warns of what may be meant.
     *
     * @throws DeploymentException if two can't both be right
     */
    public void validate() {
        requireKeysOfCalls();
        requireSameTypes();
        warnOfDifferentResults();
        if (Beans.seesJCacheRedis()) {
            warnOfNamesWithin(names());
        }
    }

    /**
     * Looks whether the caches that a manager has already fit the methods that use them.
     *
     * @throws DeploymentException if one does not
     */
    public void requireFits(CacheManager manager) {
        managed()
                .forEach(method -> names(method).stream()
                        .<Cache<?, ?>>map(manager::getCache)
                        .filter(Objects::nonNull)
                        .forEach(cache -> requireFits(cache, method)));
    }

    @SuppressWarnings("unchecked") // a class literal has no types
    private static void requireFits(Cache<?, ?> cache, CachedMethod<?> method) {
        Configuration<?, ?> declared = cache.getConfiguration(Configuration.class);
        if (!isOneOf(declared.getKeyType(), GeneratedCacheKey.class)) {
            throw new DeploymentException("Cache '" + cache.getName() + "' has keys of "
                    + declared.getKeyType().getName() + ", and " + method + " those of GeneratedCacheKey. Declare it"
                    + " without a type of its keys, or let one of them use another cache");
        }
        Class<?> kept = method.keptType();
        if (cache.getName().equals(method.getCacheName())
                && kept != Void.class
                && !mayBeBoth(declared.getValueType(), kept)) {
            throw new DeploymentException("Cache '" + cache.getName() + "' has values of "
                    + declared.getValueType().getName() + ", and " + method + " keeps " + kept.getName()
                    + ". Declare it with that type, or let the method use another cache");
        }
    }

    private Stream<CachedMethod<?>> managed() {
        return methods.all().filter(method -> method.rule().hasManagedCaches());
    }

    private void requireKeysOfCalls() {
        for (InjectedCache cache : injected) {
            if (!cache.hasKeysOfCalls()) {
                managed()
                        .filter(method -> names(method).contains(cache.name()))
                        .findFirst()
                        .ifPresent(method -> {
                            throw new DeploymentException("Cache '" + cache.name() + "' is injected as " + cache
                                    + ", and its keys are those of " + method + ". Inject it as one with keys of"
                                    + " GeneratedCacheKey, which ParameterKey.of(...) makes, or let one of them use"
                                    + " another cache");
                        });
            }
        }
    }

    private void requireSameTypes() {
        for (int i = 0; i < injected.size(); i++) {
            for (InjectedCache other : injected.subList(0, i)) {
                injected.get(i).requireFits(other);
            }
        }
    }

    /** Two methods with equal keys share an entry. */
    private void warnOfDifferentResults() {
        managed()
                .filter(method -> method.rule().keyGenerator() == CacheKeyGenerator.class)
                .filter(method -> method.keptType() != Void.class)
                .collect(Collectors.groupingBy(CacheUses::entries))
                .values()
                .forEach(CacheUses::warnOfDifferent);
    }

    private static List<Object> entries(CachedMethod<?> method) {
        List<Class<?>> key = method.key().stream()
                .<Class<?>>map(parameter -> Result.boxed(parameter.rawType()))
                .toList();
        return List.of(method.getCacheName(), key);
    }

    private static void warnOfDifferent(List<CachedMethod<?>> sharing) {
        CachedMethod<?> first = sharing.get(0);
        sharing.stream()
                .filter(other -> !isOneOf(first.keptType(), other.keptType()))
                .findFirst()
                .ifPresent(other -> LOG.log(
                        Level.WARNING,
                        "{0} and {1} share the entries of cache ''{2}'', as their keys are equal where their parameters"
                                + " are, and keep values of different types: who finds the other''s fails. Give one of"
                                + " them another cache",
                        first,
                        other,
                        first.getCacheName()));
    }

    private static boolean mayBeBoth(Class<?> one, Class<?> other) {
        return isOneOf(one, other) || one.isInterface() || other.isInterface();
    }

    private static boolean isOneOf(Class<?> one, Class<?> other) {
        return one.isAssignableFrom(other) || other.isAssignableFrom(one);
    }

    private Collection<String> names() {
        Collection<String> names = new TreeSet<>();
        injected.forEach(cache -> names.add(cache.name()));
        managed().forEach(method -> names.addAll(names(method)));
        return names;
    }

    private static List<String> names(CachedMethod<? extends Annotation> method) {
        String exceptions = method.rule().exceptionCacheName();
        return exceptions == null ? List.of(method.getCacheName()) : List.of(method.getCacheName(), exceptions);
    }

    /** In Redis the keys of the one would begin with those of the other. */
    private static void warnOfNamesWithin(Collection<String> names) {
        for (String outer : names) {
            names.stream()
                    .filter(inner -> inner.startsWith(outer + ":"))
                    .findFirst()
                    .ifPresent(inner -> LOG.log(
                            Level.WARNING,
                            "Caches ''{0}'' and ''{1}'' can''t both be in Redis, as the keys of the first could be those"
                                    + " of the second: the one that is used later will be refused. Call it otherwise, so"
                                    + " that it does not begin with ''{0}:''",
                            outer,
                            inner));
        }
    }
}
