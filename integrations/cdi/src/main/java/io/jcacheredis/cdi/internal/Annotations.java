package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds annotations where CDI has them: on an element, in its stereotypes, and in what its interceptor bindings imply. */
final class Annotations {

    private final BeanManager manager;

    Annotations(BeanManager manager) {
        this.manager = manager;
    }

    /** Those on the element itself, else those of its stereotypes and bindings; empty if there are none. */
    List<Annotation> on(Annotated element, Predicate<Annotation> wanted) {
        List<Annotation> own = element.getAnnotations().stream().filter(wanted).toList();
        if (!own.isEmpty()) {
            return own;
        }
        List<Annotation> implied = new ArrayList<>();
        Set<Class<?>> seen = new HashSet<>();
        element.getAnnotations().forEach(annotation -> collect(annotation, wanted, seen, implied));
        return implied;
    }

    private void collect(
            Annotation annotation, Predicate<Annotation> wanted, Set<Class<?>> seen, List<Annotation> found) {
        if (!seen.add(annotation.annotationType())) {
            return;
        }
        for (Annotation implied : definition(annotation.annotationType())) {
            if (wanted.test(implied)) {
                found.add(implied);
            }
            collect(implied, wanted, seen, found);
        }
    }

    private Set<Annotation> definition(Class<? extends Annotation> type) {
        if (manager.isStereotype(type)) {
            return manager.getStereotypeDefinition(type);
        }
        return manager.isInterceptorBinding(type) ? manager.getInterceptorBindingDefinition(type) : Set.of();
    }
}
