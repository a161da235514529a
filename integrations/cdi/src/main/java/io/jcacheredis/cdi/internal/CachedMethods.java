package io.jcacheredis.cdi.internal;

import io.jcacheredis.cdi.SingleLoad;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import org.jspecify.annotations.Nullable;

/**
 * The annotated methods of an application's beans. They are read when it is deployed, so that mistakes are found then,
 * and as the container has them, with what other extensions added.
 */
public final class CachedMethods {

    private final Map<Class<?>, Map<Method, CachedMethod<?>>> byBeanClass = new ConcurrentHashMap<>();

    /**
     * Reads the methods of a bean class. A method's own annotation replaces that of the class.
     *
     * @throws DefinitionException if a method has more than one of the annotations, its parameters do not fit, or
     *     there is nothing that could be kept
     */
    public void read(AnnotatedType<?> type, BeanManager manager) {
        Annotations annotations = new Annotations(manager);
        Rule<?> ofClass = single(annotations.on(type, Rule::is), type.getJavaClass());
        boolean singleLoads =
                !annotations.on(type, SingleLoad.class::isInstance).isEmpty();
        CacheDefaults defaults = defaults(type);
        Map<Method, CachedMethod<?>> methods = new HashMap<>();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            Method member = method.getJavaMember();
            List<Annotation> own = annotations.on(method, Rule::is);
            if (!isIntercepted(member)) {
                Strays.warnOfNotIntercepted(own, member);
                continue;
            }
            Rule<?> rule = own.isEmpty() ? ofClass : single(own, member);
            boolean singleLoad =
                    !annotations.on(method, SingleLoad.class::isInstance).isEmpty();
            Strays.warnOfVain(method, rule, singleLoad);
            if (rule != null) {
                methods.put(
                        member,
                        CachedMethod.of(method, rule.on(member, defaults), !own.isEmpty(), singleLoads || singleLoad));
            }
        }
        Strays.warnOfInterfaces(type.getJavaClass(), methods.keySet());
        if (!methods.isEmpty()) {
            byBeanClass.put(type.getJavaClass(), methods);
        }
    }

    /**
     * Whether a container may intercept it. Methods that the compiler adds are among them: one that makes an inherited
     * method visible is intercepted in its place. Those of lambdas are private.
     */
    private static boolean isIntercepted(Method method) {
        int without = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;
        return (method.getModifiers() & without) == 0 && method.getDeclaringClass() != Object.class;
    }

    private static @Nullable Rule<?> single(List<Annotation> found, Object element) {
        if (found.size() > 1) {
            String names = found.stream()
                    .map(annotation -> "@" + annotation.annotationType().getSimpleName())
                    .collect(Collectors.joining(", "));
            throw new DefinitionException(
                    element + " has " + names + "; JSR-107 allows one of them on a method. Put the"
                            + " others on methods of other beans, which this one calls");
        }
        return found.isEmpty() ? null : Rule.of(found.get(0));
    }

    /** Those of the bean class, else of the nearest superclass that has them. */
    private static @Nullable CacheDefaults defaults(AnnotatedType<?> type) {
        CacheDefaults defaults = type.getAnnotation(CacheDefaults.class);
        Class<?> superclass = type.getJavaClass().getSuperclass();
        while (defaults == null && superclass != null) {
            defaults = superclass.getAnnotation(CacheDefaults.class);
            superclass = superclass.getSuperclass();
        }
        return defaults;
    }

    /** All of them. */
    Stream<CachedMethod<?>> all() {
        return byBeanClass.values().stream().flatMap(methods -> methods.values().stream());
    }

    /** What holds for a method that a container intercepted, by the class of the instance or the one that it is derived from. */
    @Nullable
    CachedMethod<?> find(Class<?> targetClass, Method method) {
        for (Class<?> type = targetClass; type != null; type = type.getSuperclass()) {
            Map<Method, CachedMethod<?>> methods = byBeanClass.get(type);
            if (methods != null) {
                return methods.get(method);
            }
        }
        return null;
    }
}
