package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean class and the one rule that holds for it. It is equal to itself only: each call looks up its
 * resolvers by it, and should not have to hash all that it says.
 */
final class CachedMethod<A extends Annotation> implements CacheMethodDetails<A> {

    private final Method method;
    private final Set<Annotation> annotations;
    private final Rule<A> rule;
    private final boolean singleLoad;
    private final Result result;
    private final List<Parameter> parameters;
    private final List<Parameter> key;

    private CachedMethod(
            AnnotatedMethod<?> declared, Rule<A> rule, boolean singleLoad, Result result, List<Parameter> parameters) {
        this.method = declared.getJavaMember();
        this.annotations = new LinkedHashSet<>(declared.getAnnotations());
        this.rule = rule;
        this.singleLoad = singleLoad;
        this.result = result;
        this.parameters = parameters;
        this.key = keyOf(parameters);
    }

    /**
     * The method with its rule.
     *
     * @param own whether the rule is the method's, and not that of its class
     * @throws DefinitionException if the parameters are not annotated as the rule needs it, or there is nothing to keep
     */
    static <A extends Annotation> CachedMethod<A> of(
            AnnotatedMethod<?> declared, Rule<A> rule, boolean own, boolean singleLoad) {
        Method method = declared.getJavaMember();
        Class<?>[] types = method.getParameterTypes();
        List<Parameter> parameters = declared.getParameters().stream()
                .map(parameter -> Parameter.of(parameter, types[parameter.getPosition()]))
                .toList();
        boolean put = rule.annotation() instanceof CachePut;
        long values = parameters.stream().filter(Parameter::isValue).count();
        if (values != (put ? 1 : 0)) {
            throw new DefinitionException(method + " has " + values + " parameters with @CacheValue; a method with @"
                    + rule.annotation().annotationType().getSimpleName()
                    + (put ? " must have exactly one" : " must have none"));
        }
        parameters.stream()
                .filter(Parameter::isValue)
                .forEach(value -> Result.requireValue(method, method.getGenericParameterTypes()[value.position()]));
        Result result = rule.annotation() instanceof CacheResult
                ? Result.checked(method, own, rule.exceptionCacheName() != null)
                : Result.of(method);
        return new CachedMethod<>(declared, rule, singleLoad, result, parameters);
    }

    private static List<Parameter> keyOf(List<Parameter> parameters) {
        boolean marked = parameters.stream().anyMatch(Parameter::isKey);
        Predicate<Parameter> isKey = parameter -> marked ? parameter.isKey() : !parameter.isValue();
        return parameters.stream().filter(isKey).toList();
    }

    Rule<A> rule() {
        return rule;
    }

    boolean singleLoad() {
        return singleLoad;
    }

    /** What it returns. */
    Result result() {
        return result;
    }

    /** The class of what it puts into the cache; {@code Void.class} if that is nothing. */
    Class<?> keptType() {
        Parameter value = value();
        if (value != null) {
            return Result.boxed(value.rawType());
        }
        return rule.annotation() instanceof CacheResult ? result.type() : Void.class;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Those of the parameters that make up the key. */
    List<Parameter> key() {
        return key;
    }

    /** The parameter that is put; null where nothing is. */
    @Nullable
    Parameter value() {
        return parameters.stream().filter(Parameter::isValue).findFirst().orElse(null);
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return annotations;
    }

    @Override
    public A getCacheAnnotation() {
        return rule.annotation();
    }

    @Override
    public String getCacheName() {
        return rule.cacheName();
    }

    @Override
    public String toString() {
        return "@" + rule.annotation().annotationType().getSimpleName() + " of " + method;
    }
}
