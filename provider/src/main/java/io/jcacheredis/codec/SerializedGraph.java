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
 * are few, not deep, and all of a harmless class. So the steps are counted before anything is read: an object takes one,
 * and those of its parts. Whether something is hashed depends on its class; all of it is counted as if it were, once for
 * every object that holds it, which for honest values is their size times their depth.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/serialization/protocol.html">the format</a>
 */
final class SerializedGraph {

    /** What the data of one class in an object are; a class comes after its superclass. */
    private record ClassShape(@Nullable ClassShape parent, int flags, int primitiveBytes, int objects, char element) {

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

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
        total += result;
        if (total > maxSteps) {
            throw Limit.HASH_STEPS.exceeded((int) maxSteps);
        }
        steps[handle] = result;
        return result;
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
        if (isObject(type.element())) {
            for (int i = 0; i < length; i++) {
                result += content(in.get());
            }
        } else {
            skip((long) length * width(type.element()));
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
            return annotation();
        }
        long result = shape.parent() == null ? 0 : data(shape.parent());
        if (shape.has(SC_SERIALIZABLE)) {
            skip(shape.primitiveBytes());
            for (int i = 0; i < shape.objects(); i++) {
                result += content(in.get());
            }
            result += shape.has(SC_WRITE_METHOD) ? annotation() : 0;
        }
        return result;
    }

    /** What a class writes by itself, as collections write their elements. */
    private long annotation() {
        long result = 0;
        for (byte kind = in.get(); kind != TC_ENDBLOCKDATA; kind = in.get()) {
            switch (kind) {
                case TC_BLOCKDATA -> skip(Byte.toUnsignedInt(in.get()));
                case TC_BLOCKDATALONG -> skip(in.getInt());
                default -> result += content(kind);
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
        annotation();
        char element = name.length() > 1 && name.charAt(0) == '[' ? name.charAt(1) : ' ';
        ClassShape shape = new ClassShape(classShape(in.get()), flags, primitiveBytes, objects, element);
        classes.put(handle, shape);
        return shape;
    }

    private ClassShape newProxy() {
        int handle = newHandle();
        for (int interfaces = in.getInt(); interfaces > 0; interfaces--) {
            utf();
        }
        annotation();
        ClassShape shape = new ClassShape(classShape(in.get()), SC_SERIALIZABLE, 0, 0, ' ');
        classes.put(handle, shape);
        return shape;
    }

    private String utf() {
        int length = Short.toUnsignedInt(in.getShort());
        int start = in.position();
        skip(length);
        // Only its first two characters matter.
        return new String(in.array(), start, Math.min(length, 2), StandardCharsets.ISO_8859_1);
    }
}
