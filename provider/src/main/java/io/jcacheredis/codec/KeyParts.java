package io.jcacheredis.codec;

import io.jcacheredis.codec.KeyReader.Node;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together the objects that the composites in a key stand for, where their classes are allowed. */
final class KeyParts {

    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "char", char.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class);

    private final KeyLeaves leaves;
    private final AllowList allowed;
    private final ClassValue<RecordShape> shapes = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return RecordShape.of(type);
        }
    };

    KeyParts(AllowList allowed, CodecSettings settings) {
        this(allowed, new KeyLeaves(allowed, settings));
    }

    KeyParts(AllowList allowed, KeyLeaves leaves) {
        this.leaves = leaves;
        this.allowed = allowed;
    }

    /** The declared type of what is in an array that is in that slot. */
    static Class<?> elementSlot(Class<?> slot) {
        return slot.isArray() ? slot.getComponentType() : Object.class;
    }

    KeyLeaves leaves() {
        return leaves;
    }

    RecordShape record(Class<?> type) {
        allowed.require(type.getName());
        return shapes.get(type);
    }

    private @Nullable Object part(Node node, Class<?> slot) {
        if (node.parts() != null) {
            return build(node, slot);
        }
        if (node.head().equals("@null")) {
            return null;
        }
        if (node.head().startsWith("@")) {
            if (!leaves.isLeaf(node.head())) {
                throw KeyReader.malformed();
            }
            return leaves.read(node.head());
        }
        return node.head();
    }

    Object build(Node node, Class<?> slot) {
        List<Node> children = node.parts() == null ? List.of() : node.parts();
        return switch (node.head()) {
            case "@list" -> Collections.unmodifiableList(parts(children));
            case "@set" -> Collections.unmodifiableSet(new LinkedHashSet<>(parts(children)));
            case "@map" -> map(parts(children));
            case "@opt" -> optional(parts(children));
            case "@arr" -> array(children, elementSlot(slot));
            default -> named(node.head(), children);
        };
    }

    private Object named(String head, List<Node> children) {
        int colon = head.indexOf(':');
        String name = head.substring(colon + 1);
        return switch (colon < 0 ? "" : head.substring(0, colon)) {
            case "@arr" -> primitives(name, children);
            case "@rec" -> buildRecord(leaves.load(name), children);
            case "@key" -> frameworkKey(name, parts(children));
            default -> throw KeyReader.malformed();
        };
    }

    private List<@Nullable Object> parts(List<Node> nodes) {
        List<@Nullable Object> values = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            values.add(part(node, Object.class));
        }
        return values;
    }

    private static Object map(List<@Nullable Object> keysAndValues) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object optional(List<@Nullable Object> parts) {
        return parts.isEmpty() ? Optional.empty() : Optional.ofNullable(parts.get(0));
    }

    private Object array(List<Node> children, Class<?> element) {
        try {
            Object array = Array.newInstance(element, children.size());
            for (int i = 0; i < children.size(); i++) {
                Array.set(array, i, part(children.get(i), element));
            }
            return array;
        } catch (IllegalArgumentException e) {
            throw KeyReader.malformed();
        }
    }

    private static Object primitives(String name, List<Node> children) {
        Class<?> element = PRIMITIVES.get(name);
        TextType<?> type = TextTypes.ofTag(name.equals("boolean") ? "bool" : name);
        if (element == null || type == null) {
            throw KeyReader.malformed();
        }
        Object array = Array.newInstance(element, children.size());
        for (int i = 0; i < children.size(); i++) {
            Array.set(array, i, type.readStrictly(children.get(i).head()));
        }
        return array;
    }

    private Object buildRecord(Class<?> type, List<Node> children) {
        if (!type.isRecord()) {
            throw KeyReader.malformed();
        }
        RecordShape shape = shapes.get(type);
        if (shape.size() != children.size()) {
            throw KeyReader.malformed();
        }
        @Nullable Object[] components = new Object[children.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = part(children.get(i), shape.type(i));
        }
        return shape.create(components);
    }

    private Object frameworkKey(String className, List<@Nullable Object> parts) {
        FrameworkKey known = FrameworkKey.of(className);
        if (known == null) {
            throw KeyReader.malformed();
        }
        return known.create(leaves.load(className), parts);
    }
}
