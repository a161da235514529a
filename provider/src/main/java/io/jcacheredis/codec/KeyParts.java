package io.jcacheredis.codec;

import io.jcacheredis.codec.KeyReader.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The leaves of a key and the objects that composites stand for, restricted to allowed classes. */
final class KeyParts {

    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "char", char.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class);

    private final AllowList allowed;
    private final ClassLoader loader;
    private final ClassValue<RecordShape> shapes = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return RecordShape.of(type);
        }
    };

    KeyParts(AllowList allowed, ClassLoader loader) {
        this.allowed = allowed;
        this.loader = loader;
    }

    /** The declared type of what is in an array that is in that slot. */
    static Class<?> elementSlot(Class<?> slot) {
        return slot.isArray() ? slot.getComponentType() : Object.class;
    }

    RecordShape record(Class<?> type) {
        allowed.require(type.getName());
        return shapes.get(type);
    }

    // Writing leaves

    String leaf(Object value) {
        if (value instanceof Enum<?> constant) {
            String type = constant.getDeclaringClass().getName();
            allowed.require(type);
            return "@enum:" + type + ":" + constant.name();
        }
        if (value instanceof byte[] bytes) {
            return "@bytes:" + base64(bytes);
        }
        TextType<?> type = TextTypes.of(value.getClass());
        return type != null ? "@" + type.tag() + ":" + type.write(value) : "@java:" + base64(serialize(value));
    }

    /** The text of an element of a primitive array. */
    static String plain(Object value) {
        TextType<?> type = TextTypes.of(value.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no text for " + value.getClass());
        }
        return type.write(value);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] serialize(Object key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (CanonicalObjectOutput out = new CanonicalObjectOutput(bytes, allowed)) {
            out.write(key);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw JavaFailures.whileWriting(key.getClass(), e);
        }
        return bytes.toByteArray();
    }

    // Reading leaves

    /** Whether a text with a tag is a leaf. */
    boolean isLeaf(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && switch (text.substring(1, colon)) {
                    case "enum", "bytes", "java" -> true;
                    default -> TextTypes.ofTag(text.substring(1, colon)) != null;
                };
    }

    Object readLeaf(String text) {
        int colon = text.indexOf(':');
        String tag = text.substring(1, colon);
        String content = text.substring(colon + 1);
        return switch (tag) {
            case "enum" -> readEnum(content);
            case "bytes" -> unbase64(content);
            case "java" -> deserialize(unbase64(content));
            default -> {
                TextType<?> type = TextTypes.ofTag(tag);
                if (type == null) {
                    throw KeyReader.malformed();
                }
                yield type.readStrictly(content);
            }
        };
    }

    private Object readEnum(String content) {
        int colon = content.indexOf(':');
        if (colon < 0) {
            throw KeyReader.malformed();
        }
        Class<?> type = load(content.substring(0, colon));
        if (!type.isEnum()) {
            throw KeyReader.malformed();
        }
        TextType<?> names = TextTypes.of(type);
        if (names == null) {
            throw KeyReader.malformed();
        }
        return names.readStrictly(content.substring(colon + 1));
    }

    private static byte[] unbase64(String content) {
        try {
            return Base64.getUrlDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw KeyReader.malformed();
        }
    }

    private Object deserialize(byte[] bytes) {
        try (FilteredObjectInput in = new FilteredObjectInput(bytes, allowed, loader)) {
            Object key = in.readOnly();
            if (key == null) {
                throw KeyReader.malformed();
            }
            return key;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw JavaFailures.whileReading(e);
        }
    }

    private Class<?> load(String className) {
        allowed.require(className);
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CodecException("the key names a class that this JVM does not have", e);
        }
    }

    // Reading composites

    private @Nullable Object part(Node node, Class<?> slot) {
        if (node.parts() != null) {
            return build(node, slot);
        }
        if (node.head().equals("@null")) {
            return null;
        }
        if (node.head().startsWith("@")) {
            if (!isLeaf(node.head())) {
                throw KeyReader.malformed();
            }
            return readLeaf(node.head());
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
            case "@rec" -> buildRecord(load(name), children);
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
        return known.create(load(className), parts);
    }
}
