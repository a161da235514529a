package io.jcacheredis.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Whether two objects of Java serialization say the same, as far as that can be told in a few steps: they may hold
 * themselves, or share parts so often that {@code equals} would take for ever.
 */
final class Same {

    private static final int STEPS = 2_000;

    private final Deque<Object[]> pairs = new ArrayDeque<>();

    private Same() {}

    static boolean test(Object one, Object other) {
        Same same = new Same();
        same.later(one, other);
        for (int step = 0; step < STEPS && !same.pairs.isEmpty(); step++) {
            Object[] pair = same.pairs.pop();
            if (!same.shallow(pair[0], pair[1])) {
                return false;
            }
        }
        return true;
    }

    private void later(Object one, Object other) {
        pairs.push(new Object[] {one, other});
    }

    private boolean shallow(Object one, Object other) {
        if (one == null || other == null || one.getClass() != other.getClass()) {
            return one == other;
        }
        if (one instanceof Model.Node node) {
            return shallow(node.parts(), ((Model.Node) other).parts());
        }
        if (one.getClass().isArray()) {
            return arrays(one, other);
        }
        if (Proxy.isProxyClass(one.getClass())) {
            return true; // its handler would answer, and may be missing
        }
        if (one instanceof Collection<?> || one instanceof Map<?, ?>) {
            int size = size(one);
            boolean elements = one instanceof List<?> && size >= 0;
            return size == size(other) && (!elements || shallow(first((List<?>) one), first((List<?>) other)));
        }
        return !hasEquals(one) || one.equals(other);
    }

    /** Below 0 for what no constructor makes, such as a view of nothing: what it is of was not among the bytes. */
    private static int size(Object collectionOrMap) {
        try {
            return collectionOrMap instanceof Map<?, ?> map ? map.size() : ((Collection<?>) collectionOrMap).size();
        } catch (NullPointerException e) {
            return -1;
        }
    }

    private static Object[] first(List<?> list) {
        return list.stream().limit(STEPS).toArray();
    }

    private boolean arrays(Object one, Object other) {
        int length = Array.getLength(one);
        for (int i = 0; i < length && i < STEPS; i++) {
            later(Array.get(one, i), Array.get(other, i));
        }
        return length == Array.getLength(other);
    }

    /** Not those of objects that hold others, which may be anything; the records here don't. */
    private static boolean hasEquals(Object object) {
        return object instanceof Comparable<?>
                || object instanceof Record
                || object instanceof java.time.temporal.TemporalAmount;
    }
}
