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
    private static final String COPIES = "java.util.Collections$CopiesList";
    private static final String IMMUTABLES = "java.util.CollSer";
    private static final Map<String, String> PRIMITIVES_THAT_MATTER = Map.of(IMMUTABLES, "I tag;", COPIES, "I n;");
    private static final int TAG_OF_SETS = 2;
    private static final int TAG_OF_MAPS = 3;

    /** Each takes far more room than its bytes; honest values have one for each of their classes. */
    private static final int MOST_CLASSES = 10_000;

    private final ByteBuffer in;
    private final AllowList allowed;
    private final CodecSettings settings;
    private final long maxSteps;
    private final int maxDepth;
    private final Map<Integer, ClassShape> classes = new HashMap<>();
    private final HashSteps steps;
    private long total;
    /** Of the object that would take longest to end in a stack overflow, with which the reading ends. */
    private long lastHash;

    private int depth;
    private int descriptions;
    private long room = AllowList.ROOM_FOR_COPIES;

    private SerializedGraph(byte[] bytes, AllowList allowed, CodecSettings settings) {
        this.in = ByteBuffer.wrap(bytes);
        this.allowed = allowed;
        this.settings = settings;
        this.steps = new HashSteps(settings.limit(Limit.REFERENCES));
        this.maxSteps = settings.limit(Limit.HASH_STEPS);
        this.maxDepth = settings.limit(Limit.NESTING);
    }

    /**
     * Refuses bytes that would take too many steps, name a class that is not allowed, or are no serialized object.
     *
     * @throws CodecException by which limit, or for which class
     */
    static void require(byte[] bytes, AllowList allowed, CodecSettings settings) {
        SerializedGraph graph = new SerializedGraph(bytes, allowed, settings);
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

    /**
     * Reads an object of any kind and returns its number, or {@link HashSteps#NOTHING}. The description of a class is none:
     * no value has one, and one whose class is not found can't be written again.
     */
    private int content(byte kind) {
        if (++depth > maxDepth) {
            throw Limit.NESTING.exceeded(maxDepth);
        }
        int result = switch (kind) {
            case TC_NULL -> HashSteps.NOTHING;
            case TC_REFERENCE -> objectBefore();
            case TC_CLASS -> {
                classShape(in.get());
                yield steps.leaf(1);
            }
            case TC_STRING -> string(Short.toUnsignedInt(in.getShort()));
            case TC_LONGSTRING -> string(in.getLong());
            case TC_ENUM -> {
                classShape(in.get());
                int handle = steps.leaf(2);
                content(in.get());
                yield handle;
            }
            case TC_ARRAY -> array(required(classShape(in.get())));
            case TC_OBJECT -> object(required(classShape(in.get())));
            default -> throw malformed();
        };
        depth--;
        return result;
    }

    private int object(ClassShape shape) {
        int handle = steps.start();
        HashSteps.Sum parts = new HashSteps.Sum();
        data(shape, handle, parts);
        steps.complete(handle, parts);
        return handle;
    }

    private static ClassShape required(@Nullable ClassShape shape) {
        if (shape == null) {
            throw malformed();
        }
        return shape;
    }

    private int objectBefore() {
        int handle = handle();
        if (classes.containsKey(handle)) {
            throw malformed();
        }
        return handle;
    }

    private int handle() {
        int handle = in.getInt() - baseWireHandle;
        if (handle < 0 || handle >= steps.handles()) {
            throw malformed();
        }
        return handle;
    }

    private void count(int part) {
        total += steps.of(part);
        lastHash = Math.max(lastHash, steps.rounds(part));
        if (total + lastHash > maxSteps && maxSteps != Integer.MAX_VALUE) {
            throw Limit.HASH_STEPS.exceeded((int) maxSteps);
        }
    }

    private int string(long length) {
        skip(length);
        return steps.leaf(1);
    }

    private void skip(long length) {
        if (length < 0 || length > in.remaining()) {
            throw malformed();
        }
        in.position(in.position() + (int) length);
    }

    private int array(ClassShape type) {
        int handle = steps.start();
        int length = in.getInt();
        if (length > settings.limit(Limit.ARRAY_LENGTH)) {
            throw Limit.ARRAY_LENGTH.exceeded(settings.limit(Limit.ARRAY_LENGTH));
        }
        HashSteps.Sum parts = new HashSteps.Sum();
        char element = type.name().length() > 1 ? type.name().charAt(1) : ' ';
        if (isObject(element)) {
            for (int i = 0; i < length; i++) {
                steps.add(parts, content(in.get()));
                steps.soFar(handle, parts);
            }
        } else {
            skip((long) length * width(element));
            parts.add(length);
        }
        steps.complete(handle, parts);
        return handle;
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

    /** Adds what an object has by its class and superclasses to its parts. */
    private void data(ClassShape shape, int handle, HashSteps.Sum parts) {
        if (shape.has(SC_EXTERNALIZABLE)) {
            if (!shape.has(SC_BLOCK_DATA)) {
                // An old protocol, whose data only the class can tell the end of.
                throw malformed();
            }
            annotation(Hashed.NOTHING, handle, parts);
            return;
        }
        if (shape.parent() != null) {
            data(shape.parent(), handle, parts);
        }
        if (shape.has(SC_SERIALIZABLE)) {
            Hashed hashed = hashed(shape);
            parts.add(fields(shape));
            steps.soFar(handle, parts);
            if (shape.has(SC_WRITE_METHOD)) {
                annotation(hashed, handle, parts);
            }
        }
    }

    /** The fields of one class, which are set all at once: until then none is there for who refers to the object. */
    private HashSteps.Sum fields(ClassShape shape) {
        boolean hashed = FrameworkTypes.hashesItsParts(shape.name());
        // They hold one element that many times over.
        int copies = shape.name().equals(COPIES) ? copies() : 1;
        HashSteps.Sum fields = new HashSteps.Sum();
        skip(shape.primitiveBytes());
        for (int i = 0; i < shape.objects(); i++) {
            int part = content(in.get());
            steps.add(fields, part);
            if (hashed) {
                count(part);
            }
        }
        if (copies > 1) {
            fields.multiply(copies);
        }
        return fields;
    }

    /** Reading asks for as much room as if each copy were there, which the bytes do not bound. */
    private int copies() {
        int copies = in.getInt(in.position());
        room -= Math.max(0, copies);
        if (room < 0) {
            throw new CodecException(
                    CodecException.Reason.TOO_LARGE,
                    "the value has more than " + AllowList.ROOM_FOR_COPIES
                            + " copies (Collections.nCopies); make their list an ArrayList");
        }
        return copies;
    }

    private Hashed hashed(ClassShape shape) {
        if (!shape.name().equals(IMMUTABLES)) {
            return HASHED.getOrDefault(shape.name(), Hashed.NOTHING);
        }
        return switch (in.getInt(in.position()) & 0xFF) {
            case TAG_OF_SETS -> Hashed.ALL;
            case TAG_OF_MAPS -> Hashed.KEYS;
            default -> Hashed.NOTHING;
        };
    }

    /** What a class writes by itself, as collections write their elements; maps write each key before its value. */
    private void annotation(Hashed hashed, int handle, HashSteps.Sum parts) {
        boolean key = true;
        for (byte kind = in.get(); kind != TC_ENDBLOCKDATA; kind = in.get()) {
            switch (kind) {
                case TC_BLOCKDATA -> skip(Byte.toUnsignedInt(in.get()));
                case TC_BLOCKDATALONG -> skip(in.getInt());
                default -> {
                    int part = content(kind);
                    steps.add(parts, part);
                    steps.soFar(handle, parts);
                    if (hashed == Hashed.ALL || (hashed == Hashed.KEYS && key)) {
                        count(part);
                    }
                    key = !key;
                }
            }
        }
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

    /** The name of a class or interface that will be looked for. */
    private String className() {
        if (++descriptions > MOST_CLASSES) {
            throw new CodecException(
                    CodecException.Reason.TOO_LARGE, "the value has more than " + MOST_CLASSES + " class descriptions");
        }
        String name = utf();
        if (!FilteredObjectInput.PRIMITIVES.containsKey(name)) {
            allowed.require(name);
        }
        return name;
    }

    private ClassShape newClass() {
        String name = className();
        skip(Long.BYTES);
        int handle = steps.leaf(1);
        int flags = in.get();
        StringBuilder primitives = new StringBuilder();
        int primitiveBytes = 0;
        int objects = 0;
        for (int fields = Short.toUnsignedInt(in.getShort()); fields > 0; fields--) {
            char type = (char) in.get();
            String field = utf();
            if (isObject(type)) {
                objects++;
                content(in.get());
            } else {
                primitiveBytes += width(type);
                primitives.append(type).append(' ').append(field).append(';');
            }
        }
        endOfAnnotation();
        ClassShape parent = classShape(in.get());
        ClassShape shape = new ClassShape(parent, name, flags, primitiveBytes, objects);
        // Were there other fields, the number that matters could be anywhere among them.
        if (!primitives.toString().equals(PRIMITIVES_THAT_MATTER.getOrDefault(name, primitives.toString()))) {
            throw malformed();
        }
        classes.put(handle, shape);
        return shape;
    }

    private ClassShape newProxy() {
        int handle = steps.leaf(1);
        for (int interfaces = in.getInt(); interfaces > 0; interfaces--) {
            className();
        }
        endOfAnnotation();
        ClassShape shape = new ClassShape(classShape(in.get()), "", SC_SERIALIZABLE, 0, 0);
        classes.put(handle, shape);
        return shape;
    }

    /** Nothing is written beside a class here; what is not an object's part could not be counted as such. */
    private void endOfAnnotation() {
        if (in.get() != TC_ENDBLOCKDATA) {
            throw malformed();
        }
    }

    private String utf() {
        int length = Short.toUnsignedInt(in.getShort());
        int start = in.position();
        skip(length);
        // The names that matter here are ASCII.
        return new String(in.array(), start, length, StandardCharsets.ISO_8859_1);
    }
}
