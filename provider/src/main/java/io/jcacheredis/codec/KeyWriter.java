package io.jcacheredis.codec;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one key as text that tells its type.
 *
 * <pre>
 * key       = string that does not start with "@" | leaf | composite
 * leaf      = "@" tag ":" text             for example "@int:1", "@str:@home", "@enum:com.acme.Color:RED"
 * composite = head "(" [part *("," part)] ")"
 * head      = "@list" | "@set" | "@map" | "@opt" | "@arr" | "@arr:" primitive | "@rec:" class | "@key:" class
 * part      = composite | "@null" | a leaf or a string, with "\" before each of ( ) , \
 * </pre>
 *
 * An empty string within a composite is {@code @str:}, so that no part is empty. The parts of a set are in the order of
 * their text, the parts of a map are its keys and values in the order of the keys' text. Different keys give different
 * texts, as each text can be read in one way only.
 *
 * <p>A collection or array is taken apart where its <em>slot</em>, the declared type of the place that it is in, takes
 * the one that reading makes; a field of the type {@code TreeSet} takes no other set, and gets a serialized one.
 */
final class KeyWriter {

    private static final int MAX_DEPTH = 64;

    private final KeyParts parts;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    KeyWriter(KeyParts parts) {
        this.parts = parts;
    }

    String write(Object key, Class<?> slot) {
        if (!writeComposite(key, slot)) {
            String leaf = key instanceof String string
                    ? string(string)
                    : parts.leaves().write(key);
            text.append(leaf);
        }
        return text.toString();
    }

    /** Those parts behind a head of the caller's, in parentheses. */
    String write(String head, List<?> values) {
        compose(head, () -> writeAll(values, Object.class));
        return text.toString();
    }

    private static String string(String string) {
        Utf8.requireWellFormed(string);
        return string.startsWith("@") ? "@str:" + string : string;
    }

    private void writePart(@Nullable Object part, Class<?> slot) {
        if (part == null) {
            text.append("@null");
        } else if (!writeComposite(part, slot)) {
            escape(
                    part instanceof String string
                            ? partString(string)
                            : parts.leaves().write(part));
        }
    }

    private static String partString(String string) {
        return string.isEmpty() ? "@str:" : string(string);
    }

    private void escape(String leaf) {
        for (int i = 0; i < leaf.length(); i++) {
            char c = leaf.charAt(i);
            if (c == '(' || c == ')' || c == ',' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
    }

    private boolean writeComposite(Object value, Class<?> slot) {
        if (value instanceof List<?> list && slot.isAssignableFrom(List.class)) {
            compose("@list", () -> writeAll(list, Object.class));
        } else if (value instanceof Set<?> set && slot.isAssignableFrom(Set.class)) {
            compose("@set", () -> writeSorted(set));
        } else if (value instanceof Map<?, ?> map && slot.isAssignableFrom(Map.class)) {
            compose("@map", () -> writeSorted(map));
        } else if (value instanceof Optional<?> optional) {
            compose("@opt", () -> writeAll(optional.stream().toList(), Object.class));
        } else if (value instanceof Object[] array) {
            compose("@arr", () -> writeAll(Arrays.asList(array), KeyParts.elementSlot(slot)));
        } else if (value.getClass().isArray() && !(value instanceof byte[])) {
            compose("@arr:" + value.getClass().getComponentType(), () -> writePrimitives(value));
        } else {
            return writeNamed(value);
        }
        return true;
    }

    private boolean writeNamed(Object value) {
        FrameworkKey known = FrameworkKey.of(value.getClass().getName());
        if (known != null) {
            compose("@key:" + known.className(), () -> writeParts(known.parts(value)));
        } else if (value instanceof Record rec) {
            RecordShape shape = parts.record(rec.getClass());
            compose("@rec:" + rec.getClass().getName(), () -> writeComponents(shape, rec));
        } else {
            return false;
        }
        return true;
    }

    private void compose(String head, Runnable content) {
        if (++depth > MAX_DEPTH) {
            throw new CodecException("a key whose parts are nested more than " + MAX_DEPTH + " times");
        }
        text.append(head).append('(');
        content.run();
        text.append(')');
        depth--;
    }

    private void writeAll(Collection<?> values, Class<?> slot) {
        Iterator<?> iterator = values.iterator();
        while (iterator.hasNext()) {
            writePart(iterator.next(), slot);
            separate(iterator.hasNext());
        }
    }

    /** Of a key that a framework made: who reads of the failure gave it a method's arguments, and sees no key. */
    private void writeParts(List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            try {
                writePart(values.get(i), Object.class);
            } catch (CodecException e) {
                throw new CodecException(e.reason(), "part " + (i + 1) + " of the key: " + e.getMessage(), e);
            }
            separate(i + 1 < values.size());
        }
    }

    private void writeComponents(RecordShape shape, Record rec) {
        for (int i = 0; i < shape.size(); i++) {
            writePart(shape.component(rec, i), shape.type(i));
            separate(i + 1 < shape.size());
        }
    }

    private void writePrimitives(Object array) {
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            escape(KeyLeaves.plain(Array.get(array, i)));
            separate(i + 1 < length);
        }
    }

    private void writeSorted(Set<?> set) {
        join(set.stream().map(this::textOf).sorted().toList());
    }

    private void writeSorted(Map<?, ?> map) {
        join(map.entrySet().stream()
                .map(entry -> new String[] {textOf(entry.getKey()), textOf(entry.getValue())})
                .sorted((a, b) -> a[0].compareTo(b[0]))
                .map(entry -> entry[0] + "," + entry[1])
                .toList());
    }

    private void join(List<String> texts) {
        text.append(String.join(",", texts));
    }

    private String textOf(@Nullable Object part) {
        KeyWriter nested = new KeyWriter(parts);
        nested.depth = depth;
        nested.writePart(part, Object.class);
        return nested.text.toString();
    }

    private void separate(boolean more) {
        if (more) {
            text.append(',');
        }
    }
}
