package io.jcacheredis.cdi.internal;

import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * One call of an annotated method, as key generators and cache resolvers see it. {@code unwrap} gives the {@link
 * InvocationContext} of the interceptor.
 */
record MethodCall<A extends Annotation>(
        CachedMethod<A> details, InvocationContext invocation, List<@Nullable Object> arguments)
        implements CacheKeyInvocationContext<A> {

    /** With the arguments as they are now: what an interceptor behind us sets is for the method only. */
    static <A extends Annotation> MethodCall<A> of(CachedMethod<A> details, InvocationContext invocation) {
        return new MethodCall<>(
                details, invocation, Arrays.asList(invocation.getParameters().clone()));
    }

    @Override
    public Object getTarget() {
        return invocation.getTarget();
    }

    @Override
    public CacheInvocationParameter[] getAllParameters() {
        return with(details.parameters());
    }

    @Override
    public CacheInvocationParameter[] getKeyParameters() {
        return with(details.key());
    }

    @Override
    public @Nullable CacheInvocationParameter getValueParameter() {
        Parameter value = details.value();
        return value == null ? null : value.with(arguments.get(value.position()));
    }

    private CacheInvocationParameter[] with(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.with(arguments.get(parameter.position())))
                .toArray(CacheInvocationParameter[]::new);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(invocation)) {
            return type.cast(invocation);
        }
        throw new IllegalArgumentException(
                "the call of " + details.getMethod() + " is no " + type.getName() + "; it gives an InvocationContext");
    }

    @Override
    public Method getMethod() {
        return details.getMethod();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return details.getAnnotations();
    }

    @Override
    public A getCacheAnnotation() {
        return details.getCacheAnnotation();
    }

    @Override
    public String getCacheName() {
        return details.getCacheName();
    }
}
