package io.jcacheredis.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;

/** The parts of a key that have no parts: scalars, enums, bytes and serialized objects, each with its tag. */
class KeyLeaves {

    private final AllowList allowed;
    private final CodecSettings settings;

    KeyLeaves(AllowList allowed, CodecSettings settings) {
        this.allowed = allowed;
        this.settings = settings;
    }

    String write(Object value) {
        if (value instanceof Enum<?> constant) {
            String type = constant.getDeclaringClass().getName();
            allowed.require(type);
            return "@enum:" + type + ":" + constant.name();
        }
        if (value instanceof byte[] bytes) {
            return "@bytes:" + base64(bytes);
        }
        TextType<?> type = TextTypes.of(value.getClass());
        return type != null ? "@" + type.tag() + ":" + type.write(value) : other(value);
    }

    /** The text of what is none of these. */
    String other(Object value) {
        return "@java:" + base64(serialize(value));
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

    /** Whether a text with a tag is a leaf. */
    boolean isLeaf(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && switch (text.substring(1, colon)) {
                    case "enum", "bytes", "java" -> true;
                    default -> TextTypes.ofTag(text.substring(1, colon)) != null;
                };
    }

    Object read(String text) {
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
        try (FilteredObjectInput in = new FilteredObjectInput(bytes, allowed, settings)) {
            Object key = in.readOnly();
            if (key == null) {
                throw KeyReader.malformed();
            }
            return key;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw JavaFailures.whileReading(e);
        }
    }

    /** A class that a key names, neither loaded nor initialised unless it is allowed. */
    Class<?> load(String className) {
        allowed.require(className);
        try {
            return Class.forName(className, false, settings.classLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw CodecException.unreadable("the key names a class that this JVM does not have", e);
        }
    }
}
