package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** A parameter of an annotated method. */
record Parameter(Class<?> rawType, Set<Annotation> annotations, int position) {

    static Parameter of(AnnotatedParameter<?> parameter, Class<?> rawType) {
        return new Parameter(rawType, Set.copyOf(parameter.getAnnotations()), parameter.getPosition());
    }

    boolean isKey() {
        return annotations.stream().anyMatch(CacheKey.class::isInstance);
    }

    boolean isValue() {
        return annotations.stream().anyMatch(CacheValue.class::isInstance);
    }

    CacheInvocationParameter with(@Nullable Object value) {
        return new Passed(this, value);
    }

    private record Passed(Parameter parameter, @Nullable Object value) implements CacheInvocationParameter {
        @Override
        public Class<?> getRawType() {
            return parameter.rawType;
        }

        @Override
        public @Nullable Object getValue() {
            return value;
        }

        @Override
        public Set<Annotation> getAnnotations() {
            return parameter.annotations;
        }

        @Override
        public int getParameterPosition() {
            return parameter.position;
        }
    }
}
