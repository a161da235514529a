package io.jcacheredis.codec;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * What a key is made of, without the key: equal specs make equal keys, and specs that differ make keys that differ. So it
 * can be said which keys are one, arrays and the keys of frameworks too, without asking what is under test.
 */
sealed interface KeySpec {

    /** A new key. Of what equality takes no notice, such as the class of a list or the order of a set, is left to chance. */
    Object make(Random chance);

    /** Whether that is a key that is made of this. */
    boolean describes(Object key);

    /** Whether {@code equals} tells as much as the spec does, which it does not of arrays. */
    boolean hasEquals();

    /** No object. */
    record Nothing() implements KeySpec {

        @Override
        public Object make(Random chance) {
            return null;
        }

        @Override
        public boolean describes(Object key) {
            return key == null;
        }

        @Override
        public boolean hasEquals() {
            return true;
        }
    }

    /** A scalar. */
    record Leaf(Object value) implements KeySpec {

        /** As {@code equals} has it, a text is any instance, a URI in capitals is the same, and a NaN is any. */
        @Override
        @SuppressWarnings("StringOperationCanBeSimplified") // The instance must not matter.
        public Object make(Random chance) {
            if (value instanceof String text) {
                return new String(text);
            }
            if (value instanceof URI uri && uri.isOpaque() && chance.nextBoolean()) {
                String scheme = uri.getScheme();
                return URI.create(
                        scheme.toUpperCase(Locale.ROOT) + uri.toString().substring(scheme.length()));
            }
            if (value instanceof Double number && number.isNaN()) {
                return Double.longBitsToDouble(0x7ff8000000000000L | chance.nextInt(1_000));
            }
            return value;
        }

        @Override
        public boolean describes(Object key) {
            return value.equals(key) && key.getClass() == value.getClass();
        }

        @Override
        public boolean hasEquals() {
            return true;
        }
    }

    /** An array of a primitive type. */
    record Primitives(Class<?> element, List<Object> values) implements KeySpec {

        @Override
        public Object make(Random chance) {
            Object array = java.lang.reflect.Array.newInstance(element, values.size());
            for (int i = 0; i < values.size(); i++) {
                java.lang.reflect.Array.set(array, i, values.get(i));
            }
            return array;
        }

        @Override
        public boolean describes(Object key) {
            if (key == null || key.getClass().getComponentType() != element) {
                return false;
            }
            List<Object> found = new ArrayList<>();
            for (int i = 0; i < java.lang.reflect.Array.getLength(key); i++) {
                found.add(java.lang.reflect.Array.get(key, i));
            }
            return found.equals(values);
        }

        @Override
        public boolean hasEquals() {
            return false;
        }
    }

    /** What has parts. */
    final class Composite implements KeySpec {

        private final KeyKind kind;
        private final List<KeySpec> parts;
        private final Object identity;

        /** Of as many of the parts as the kind takes. */
        Composite(KeyKind kind, List<KeySpec> parts) {
            this.kind = kind;
            List<KeySpec> fitting = kind.fit(parts);
            this.identity = switch (kind) {
                case SET -> new LinkedHashSet<>(fitting);
                case MAP -> pairs(fitting);
                default -> fitting;
            };
            this.parts = identity instanceof Set<?>
                    ? new ArrayList<>(new LinkedHashSet<>(fitting))
                    : identity instanceof Map<?, ?> map ? flat(map) : fitting;
        }

        private static Map<KeySpec, KeySpec> pairs(List<KeySpec> keysAndValues) {
            Map<KeySpec, KeySpec> pairs = new LinkedHashMap<>();
            for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
                pairs.put(keysAndValues.get(i), keysAndValues.get(i + 1));
            }
            return pairs;
        }

        private static List<KeySpec> flat(Map<?, ?> pairs) {
            List<KeySpec> flat = new ArrayList<>();
            pairs.forEach((key, value) -> {
                flat.add((KeySpec) key);
                flat.add((KeySpec) value);
            });
            return flat;
        }

        KeyKind kind() {
            return kind;
        }

        List<KeySpec> parts() {
            return parts;
        }

        @Override
        public Object make(Random chance) {
            List<Object> made = new ArrayList<>();
            parts.forEach(part -> made.add(part.make(chance)));
            return kind.make(made, chance);
        }

        @Override
        public boolean describes(Object key) {
            List<Object> found = kind.partsOf(key);
            if (found == null || found.size() != parts.size()) {
                return false;
            }
            return switch (kind) {
                case SET -> containsAll(found);
                case MAP -> containsPairs(found);
                default -> containsInOrder(found);
            };
        }

        private boolean containsInOrder(List<Object> found) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).describes(found.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private boolean containsAll(List<Object> found) {
            return parts.stream().allMatch(part -> found.stream().anyMatch(part::describes));
        }

        private boolean containsPairs(List<Object> found) {
            for (int i = 0; i < parts.size(); i += 2) {
                int at = i;
                boolean is = false;
                for (int j = 0; j < found.size() && !is; j += 2) {
                    is = parts.get(at).describes(found.get(j))
                            && parts.get(at + 1).describes(found.get(j + 1));
                }
                if (!is) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean hasEquals() {
            return kind.hasEquals() && parts.stream().allMatch(KeySpec::hasEquals);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Composite other && kind == other.kind && identity.equals(other.identity);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, identity);
        }

        @Override
        public String toString() {
            return kind + parts.toString();
        }
    }
}
