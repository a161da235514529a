package io.jcacheredis.codec;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which classes Java serialization may read: those that {@linkplain ReachableTypes make up} the declared type, the
 * {@linkplain BaseTypes passive types} of the JDK, and what the user's {@linkplain AllowPatterns patterns} add. A
 * pattern with {@code !} takes away from all three. Everything else is refused.
 *
 * <p>The same rule holds for writing, so that a missing pattern shows with the first put. When reading, the filter of
 * the whole JVM ({@code jdk.serialFilter}), if there is one, applies as well.
 */
final class AllowList {

    // An element takes at least a byte; a hash map with its two per entry asks for a table of up to four times as much.
    private static final long ROOM_PER_BYTE = 4;
    /** The room that copies of one element may ask for, which have no bytes: little beside a heap. */
    static final int ROOM_FOR_COPIES = 64 * 1024;

    private final Type declared;
    private final Set<String> reachable;
    private final AllowPatterns patterns;

    AllowList(Type declared, String allow) {
        this.declared = declared;
        this.reachable = ReachableTypes.of(declared);
        this.patterns = new AllowPatterns(allow);
    }

    /** Refuses a class by its name, before it is loaded. Arrays are judged by their elements. */
    void require(String className) {
        if (!permits(className)) {
            throw refusal(className);
        }
    }

    /** Whether a class may be read, by its name: to find {@code int} by its name is to look for a class of that name. */
    boolean permits(String className) {
        String element = elementName(className);
        return element.isEmpty()
                || switch (patterns.decide(element)) {
                    case ALLOWED -> true;
                    case REJECTED -> false;
                    case UNDECIDED -> reachable.contains(element) || BaseTypes.contains(element);
                };
    }

    CodecException refusal(String refused) {
        String className = elementName(refused);
        String message = "class " + className + " is not allowed to be deserialized; if you trust it, add \""
                + className + "\" to " + CodecSettings.ALLOW;
        String hint = declared == Object.class
                ? ""
                : " (allowed by itself is what the declared type " + declared.getTypeName()
                        + " is made of, not its open subclasses)";
        return CodecException.ofClass(CodecException.Reason.REFUSED_CLASS, className, message + hint, null);
    }

    /**
     * The filter for an object stream of that many bytes, merged with that of the JVM. It also sees what objects are
     * resolved to, whose class the stream need not name. What the objects may take is looked at before, by {@link
     * SerializedGraph}; here only what classes ask for that the stream does not show, such as the table of a hash map.
     */
    ObjectInputFilter filter(int size, Consumer<String> refused) {
        long[] left = {ROOM_PER_BYTE * size + ROOM_FOR_COPIES};
        ObjectInputFilter own = info -> {
            // All of them together: lists in lists are there at the same time, each with the room that it asks for.
            left[0] -= Math.max(0, info.arrayLength());
            return left[0] < 0 ? Status.REJECTED : check(info, refused);
        };
        ObjectInputFilter ofTheJvm = ObjectInputFilter.Config.getSerialFilter();
        return ofTheJvm == null ? own : ObjectInputFilter.merge(own, ofTheJvm);
    }

    private Status check(FilterInfo info, Consumer<String> refused) {
        Status byPatterns = patterns.decide(info);
        Class<?> type = info.serialClass();
        if (type == null || byPatterns == Status.REJECTED) {
            return byPatterns;
        }
        if (byPatterns == Status.ALLOWED || permits(type)) {
            return Status.ALLOWED;
        }
        refused.accept(type.getName());
        return Status.REJECTED;
    }

    boolean permits(Class<?> type) {
        if (!Proxy.isProxyClass(type)) {
            return type.isPrimitive() || permits(type.getName());
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (!permits(implemented.getName())) {
                return false;
            }
        }
        return true;
    }

    /** The class of an array's elements by the array's binary name; empty if they are primitive. */
    private static String elementName(String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        if (dimensions == 0) {
            return className;
        }
        boolean ofObjects = className.startsWith("L", dimensions) && className.endsWith(";");
        return ofObjects ? className.substring(dimensions + 1, className.length() - 1) : "";
    }
}
