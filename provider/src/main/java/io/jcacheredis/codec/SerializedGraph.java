package io.jcacheredis.codec;

import static java.io.ObjectStreamConstants.SC_BLOCK_DATA;
import static java.io.ObjectStreamConstants.SC_EXTERNALIZABLE;
import static java.io.ObjectStreamConstants.SC_SERIALIZABLE;
import static java.io.ObjectStreamConstants.SC_WRITE_METHOD;
import static java.io.ObjectStreamConstants.STREAM_MAGIC;
import static java.io.ObjectStreamConstants.STREAM_VERSION;
import static java.io.ObjectStreamConstants.TC_ARRAY;
import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;
import static java.io.ObjectStreamConstants.TC_CLASS;
import static java.io.ObjectStreamConstants.TC_CLASSDESC;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_ENUM;
import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_OBJECT;
import static java.io.ObjectStreamConstants.TC_PROXYCLASSDESC;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects in a serialized value and how they hold each other, found without making any of them.
 *
 * <p>Reading a hash set hashes its elements, and the hash code of a collection is made of those of its parts, again and
 * again where a part is shared: a hundred sets, each of which holds the next one twice, would take for ever, though they
 * are few, not deep, and all of a harmless class. So the steps are counted before anything is read, for the elements and
 * keys of the hash sets and hash maps of the JDK: an object takes one step, and those of its parts, whatever its class
 * would take. Objects that share their parts and are not hashed may do so as they like.
 *
 * <p>The format is that of the Java Object Serialization Specification, chapter 6.
 */
final class SerializedGraph {

    /** What the data of one class in an object are; a class comes after its superclass. */
    private record ClassShape(@Nullable ClassShape parent, String name, int flags, int primitiveBytes, int objects) {

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** What is hashed of that which a class writes by itself. */
    private enum Hashed {
        NOTHING,
        ALL,
        KEYS
    }

    private static final Map<String, Hashed> HASHED = Map.of(
            "java.util.HashSet", Hashed.ALL,
            "java.util.HashMap", Hashed.KEYS,
            "java.util.Hashtable", Hashed.KEYS,
            "java.util.concurrent.ConcurrentHashMap", Hashed.KEYS);
    private static final String IMMUTABLES = "java.util.CollSer";
    private static final int TAG_OF_SETS = 2;
    private static final int TAG_OF_MAPS = 3;

    private final ByteBuffer in;
    private final CodecSettings settings;
    private final long maxSteps;
    private final int maxDepth;
    private final Map<Integer, ClassShape> classes = new HashMap<>();
    private long[] steps = new long[64];
    private int handles;
    private long total;
    private int depth;

    private SerializedGraph(byte[] bytes, CodecSettings settings) {
        this.in = ByteBuffer.wrap(bytes);
        this.settings = settings;
        this.maxSteps = settings.limit(Limit.HASH_STEPS);
        this.maxDepth = settings.limit(Limit.NESTING);
    }

    /**
     * Refuses bytes that would take too many steps, or are no serialized object.
     *
     * @throws CodecException by which limit
     */
    static void require(byte[] bytes, CodecSettings settings) {
        SerializedGraph graph = new SerializedGraph(bytes, settings);
        try {
            if (graph.in.getShort() != STREAM_MAGIC || graph.in.getShort() != STREAM_VERSION) {
                throw malformed();
            }
            graph.content(graph.in.get());
        } catch (BufferUnderflowException e) {
            throw malformed();
        }
    }

    private static CodecException malformed() {
        return CodecException.unreadable("the bytes are not a serialized object");
    }

    /** Reads an object of any kind and returns its steps. */
    private long content(byte kind) {
        if (++depth > maxDepth) {
            throw Limit.NESTING.exceeded(maxDepth);
        }
        long result = switch (kind) {
            case TC_NULL -> 1;
            case TC_REFERENCE -> steps[handle()];
            case TC_CLASSDESC, TC_PROXYCLASSDESC -> leaf(classShape(kind));
            case TC_CLASS -> {
                classShape(in.get());
                yield done(newHandle(), 1);
            }
            case TC_STRING -> string(Short.toUnsignedInt(in.getShort()));
            case TC_LONGSTRING -> string(in.getLong());
            case TC_ENUM -> {
                classShape(in.get());
                int handle = newHandle();
                yield done(handle, 1 + content(in.get()));
            }
            case TC_ARRAY -> array(required(classShape(in.get())));
            case TC_OBJECT -> {
                ClassShape shape = required(classShape(in.get()));
                int handle = newHandle();
                yield done(handle, 1 + data(shape));
            }
            default -> throw malformed();
        };
        depth--;
        return result;
    }

    private static long leaf(@Nullable ClassShape ignored) {
        return 1;
    }

    private static ClassShape required(@Nullable ClassShape shape) {
        if (shape == null) {
            throw malformed();
        }
        return shape;
    }

    private int handle() {
        int handle = in.getInt() - baseWireHandle;
        if (handle < 0 || handle >= handles) {
            throw malformed();
        }
        return handle;
    }

    /** A reference to an object that is not complete, as of one that contains itself, takes one step. */
    private int newHandle() {
        if (handles == settings.limit(Limit.REFERENCES)) {
            throw Limit.REFERENCES.exceeded(handles);
        }
        if (handles == steps.length) {
            steps = Arrays.copyOf(steps, 2 * handles);
        }
        steps[handles] = 1;
        return handles++;
    }

    private long done(int handle, long result) {
        // More than enough need not be told from much more than enough.
        steps[handle] = Math.min(result, Integer.MAX_VALUE);
        return steps[handle];
    }

    private void count(long hashed) {
        total += hashed;
        if (total > maxSteps && maxSteps != Integer.MAX_VALUE) {
            throw Limit.HASH_STEPS.exceeded((int) maxSteps);
        }
    }

    private long string(long length) {
        skip(length);
        return done(newHandle(), 1);
    }

    private void skip(long length) {
        if (length < 0 || length > in.remaining()) {
            throw malformed();
        }
        in.position(in.position() + (int) length);
    }

    private long array(ClassShape type) {
        int handle = newHandle();
        int length = in.getInt();
        if (length > settings.limit(Limit.ARRAY_LENGTH)) {
            throw Limit.ARRAY_LENGTH.exceeded(settings.limit(Limit.ARRAY_LENGTH));
        }
        long result = 1;
        char element = type.name().length() > 1 ? type.name().charAt(1) : ' ';
        if (isObject(element)) {
            for (int i = 0; i < length; i++) {
                result += content(in.get());
            }
        } else {
            skip((long) length * width(element));
        }
        return done(handle, result);
    }

    private static boolean isObject(char type) {
        return type == 'L' || type == '[';
    }

    private static int width(char type) {
        return switch (type) {
            case 'B', 'Z' -> 1;
            case 'S', 'C' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> throw malformed();
        };
    }

    private long data(ClassShape shape) {
        if (shape.has(SC_EXTERNALIZABLE)) {
            if (!shape.has(SC_BLOCK_DATA)) {
                // An old protocol, whose data only the class can tell the end of.
                throw malformed();
            }
            return annotation(Hashed.NOTHING);
        }
        long result = shape.parent() == null ? 0 : data(shape.parent());
        if (shape.has(SC_SERIALIZABLE)) {
            Hashed hashed = hashed(shape);
            skip(shape.primitiveBytes());
            for (int i = 0; i < shape.objects(); i++) {
                result += content(in.get());
            }
            result += shape.has(SC_WRITE_METHOD) ? annotation(hashed) : 0;
        }
        return result;
    }

    private Hashed hashed(ClassShape shape) {
        if (!shape.name().equals(IMMUTABLES) || shape.primitiveBytes() < Integer.BYTES) {
            return HASHED.getOrDefault(shape.name(), Hashed.NOTHING);
        }
        return switch (in.getInt(in.position()) & 0xFF) {
            case TAG_OF_SETS -> Hashed.ALL;
            case TAG_OF_MAPS -> Hashed.KEYS;
            default -> Hashed.NOTHING;
        };
    }

    /** What a class writes by itself, as collections write their elements; maps write each key before its value. */
    private long annotation(Hashed hashed) {
        long result = 0;
        boolean key = true;
        for (byte kind = in.get(); kind != TC_ENDBLOCKDATA; kind = in.get()) {
            switch (kind) {
                case TC_BLOCKDATA -> skip(Byte.toUnsignedInt(in.get()));
                case TC_BLOCKDATALONG -> skip(in.getInt());
                default -> {
                    long part = content(kind);
                    result += part;
                    if (hashed == Hashed.ALL || (hashed == Hashed.KEYS && key)) {
                        count(part);
                    }
                    key = !key;
                }
            }
        }
        return result;
    }

    private @Nullable ClassShape classShape(byte kind) {
        if (++depth > maxDepth) {
            throw Limit.NESTING.exceeded(maxDepth);
        }
        ClassShape shape = switch (kind) {
            case TC_NULL -> null;
            case TC_REFERENCE -> required(classes.get(handle()));
            case TC_CLASSDESC -> newClass();
            case TC_PROXYCLASSDESC -> newProxy();
            default -> throw malformed();
        };
        depth--;
        return shape;
    }

    private ClassShape newClass() {
        String name = utf();
        skip(Long.BYTES);
        int handle = newHandle();
        int flags = in.get();
        int primitiveBytes = 0;
        int objects = 0;
        for (int fields = Short.toUnsignedInt(in.getShort()); fields > 0; fields--) {
            char type = (char) in.get();
            utf();
            if (isObject(type)) {
                objects++;
                content(in.get());
            } else {
                primitiveBytes += width(type);
            }
        }
        annotation(Hashed.NOTHING);
        ClassShape shape = new ClassShape(classShape(in.get()), name, flags, primitiveBytes, objects);
        classes.put(handle, shape);
        return shape;
    }

    private ClassShape newProxy() {
        int handle = newHandle();
        for (int interfaces = in.getInt(); interfaces > 0; interfaces--) {
            utf();
        }
        annotation(Hashed.NOTHING);
        ClassShape shape = new ClassShape(classShape(in.get()), "", SC_SERIALIZABLE, 0, 0);
        classes.put(handle, shape);
        return shape;
    }

    private String utf() {
        int length = Short.toUnsignedInt(in.getShort());
        int start = in.position();
        skip(length);
        // The names that matter here are ASCII.
        return new String(in.array(), start, length, StandardCharsets.ISO_8859_1);
    }
}
