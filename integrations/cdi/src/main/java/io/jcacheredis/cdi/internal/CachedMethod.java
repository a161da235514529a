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
 * A method of a bean class and the one rule that holds for it. It is equal to itself only: each call looks up its
 * resolvers by it, and should not have to hash all that it says.
 */
final class CachedMethod<A extends Annotation> implements CacheMethodDetails<A> {

    private final Method method;
    private final Set<Annotation> annotations;
    private final Rule<A> rule;
    private final boolean singleLoad;
    private final List<Parameter> parameters;
    private final List<Parameter> key;

    private CachedMethod(AnnotatedMethod<?> declared, Rule<A> rule, boolean singleLoad, List<Parameter> parameters) {
        this.method = declared.getJavaMember();
        this.annotations = new LinkedHashSet<>(declared.getAnnotations());
        this.rule = rule;
        this.singleLoad = singleLoad;
        this.parameters = parameters;
        this.key = keyOf(parameters);
    }

    /** @throws DefinitionException if the parameters are not annotated as the rule needs it */
    static <A extends Annotation> CachedMethod<A> of(AnnotatedMethod<?> declared, Rule<A> rule, boolean singleLoad) {
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
        return new CachedMethod<>(declared, rule, singleLoad, parameters);
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
}
