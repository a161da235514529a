package io.jcacheredis.cdi.internal;

import io.jcacheredis.cdi.SingleLoad;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Warns of annotations that have no effect where they stand. They need not be mistakes: nothing is refused. */
final class Strays {

    private static final Logger LOG = System.getLogger(Strays.class.getName());

    private Strays() {}

    /** Of the annotations of a method that containers do not intercept. */
    static void warnOfNotIntercepted(List<Annotation> annotations, Method method) {
        annotations.stream()
                .limit(1)
                .forEach(annotation -> warn(
                        annotation.annotationType(),
                        method,
                        "as containers do not intercept private, static and final methods; make it a method that they do,"
                                + " of another bean if it is called from this one"));
    }

    /**
     * Of what is said for a rule that the method has not.
     *
     * @param rule that of the method, if it has one
     * @param singleLoad whether the method itself has {@code @SingleLoad}
     */
    static void warnOfVain(AnnotatedMethod<?> method, @Nullable Rule<?> rule, boolean singleLoad) {
        Method member = method.getJavaMember();
        if (member.isSynthetic()) {
            // The compiler's, which has the annotations of another one.
            return;
        }
        if (singleLoad && (rule == null || !(rule.annotation() instanceof CacheResult))) {
            warn(SingleLoad.class, member, "as it is for methods with @CacheResult");
        }
        if (rule == null) {
            warnOfParameters(method, CacheKey.class, "as the method has none of the annotations that have a key");
            warnOfParameters(method, CacheValue.class, "as the method has no @CachePut");
        } else if (rule.annotation() instanceof CacheRemoveAll) {
            warnOfParameters(method, CacheKey.class, "as @CacheRemoveAll removes the entries of all keys");
        }
    }

    private static void warnOfParameters(
            AnnotatedMethod<?> method, Class<? extends Annotation> annotation, String reason) {
        if (method.getParameters().stream().anyMatch(parameter -> parameter.isAnnotationPresent(annotation))) {
            warn(annotation, method.getJavaMember(), reason);
        }
    }

    /** Of the annotations on the interfaces of a bean class, unless its own method has one, too. */
    static void warnOfInterfaces(Class<?> type, Set<Method> annotated) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        collectInterfaces(type, interfaces);
        for (Class<?> one : interfaces) {
            for (Method method : one.getDeclaredMethods()) {
                if (Modifier.isAbstract(method.getModifiers()) && !annotated.contains(implementation(type, method))) {
                    rules(method)
                            .forEach(annotation -> warn(
                                    annotation,
                                    method,
                                    "as those of interfaces do not count; put it on the method of " + type.getName()));
                }
            }
        }
    }

    private static void collectInterfaces(@Nullable Class<?> type, Set<Class<?>> found) {
        if (type != null) {
            for (Class<?> one : type.getInterfaces()) {
                found.add(one);
                collectInterfaces(one, found);
            }
            collectInterfaces(type.getSuperclass(), found);
        }
    }

    private static @Nullable Method implementation(Class<?> type, Method method) {
        try {
            return type.getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static Stream<Class<? extends Annotation>> rules(Method method) {
        return Arrays.stream(method.getAnnotations()).filter(Rule::is).map(Annotation::annotationType);
    }

    private static void warn(Class<? extends Annotation> annotation, Method method, String reason) {
        LOG.log(Level.WARNING, "@{0} of {1} has no effect, {2}", annotation.getSimpleName(), method, reason);
    }
}
