package io.jcacheredis.cdi.internal;

import java.util.List;

/**
 * Which exceptions of a method count, by the rules that all four annotations have: what is included, unless it is
 * excluded; where only exclusions are given, all others.
 *
 * @param whenEmpty whether any exception counts where nothing is given
 */
record ExceptionFilter(
        List<Class<? extends Throwable>> included, List<Class<? extends Throwable>> excluded, boolean whenEmpty) {

    static ExceptionFilter of(
            Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded, boolean whenEmpty) {
        return new ExceptionFilter(List.of(included), List.of(excluded), whenEmpty);
    }

    boolean matches(Throwable thrown) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return whenEmpty;
        }
        boolean in = included.isEmpty() || included.stream().anyMatch(type -> type.isInstance(thrown));
        return in && excluded.stream().noneMatch(type -> type.isInstance(thrown));
    }
}
