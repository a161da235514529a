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
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean class and the one rule that holds for it.
 *
 * @param key those of the parameters that make up the key
 * @param value the parameter that is put; null where nothing is
 */
record CachedMethod<A extends Annotation>(
        Method method,
        Set<Annotation> annotations,
        Rule<A> rule,
        boolean singleLoad,
        List<Parameter> parameters,
        List<Parameter> key,
        @Nullable Parameter value)
        implements CacheMethodDetails<A> {

    /** @throws DefinitionException if the parameters are not annotated as the rule needs it */
    static <A extends Annotation> CachedMethod<A> of(AnnotatedMethod<?> declared, Rule<A> rule, boolean singleLoad) {
        Method method = declared.getJavaMember();
        Class<?>[] types = method.getParameterTypes();
        List<Parameter> parameters = declared.getParameters().stream()
                .map(parameter -> Parameter.of(parameter, types[parameter.getPosition()]))
                .toList();
        boolean put = rule.annotation() instanceof CachePut;
        List<Parameter> values = parameters.stream().filter(Parameter::isValue).toList();
        if (values.size() != (put ? 1 : 0)) {
            throw new DefinitionException(
                    method + " has " + values.size() + " parameters with @CacheValue; a method with @"
                            + rule.annotation().annotationType().getSimpleName()
                            + (put ? " must have exactly one" : " must have none"));
        }
        return new CachedMethod<>(
                method,
                new LinkedHashSet<>(declared.getAnnotations()),
                rule,
                singleLoad,
                parameters,
                keyOf(parameters),
                put ? values.get(0) : null);
    }

    private static List<Parameter> keyOf(List<Parameter> parameters) {
        boolean marked = parameters.stream().anyMatch(Parameter::isKey);
        Predicate<Parameter> isKey = parameter -> marked ? parameter.isKey() : !parameter.isValue();
        return parameters.stream().filter(isKey).toList();
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
}
