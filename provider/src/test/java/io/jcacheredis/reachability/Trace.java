package io.jcacheredis.reachability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What was looked up or used by reflection in this JVM, and on whose behalf. It lies on the boot class path, where the methods of the
 * JDK that {@link TracingAgent} instruments call it; so it uses nothing but the JDK. Safe for use by several threads.
 */
public final class Trace {

    /** What separates the parts of a line. */
    static final String SEPARATOR = "|";

    /** What the names of the JDK's packages begin with; {@code javax.cache} is none of them. */
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.jcp.");

    private static final StackWalker STACK =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_REFLECT_FRAMES));
    private static final Set<String> LINES = new ConcurrentSkipListSet<>();
    /** Set while this class works, as it uses reflection too. */
    private static final ThreadLocal<Boolean> RECORDING = new ThreadLocal<>();

    private static volatile boolean started;

    private Trace() {}

    /** From now on all is recorded; what was, is written to that file when the JVM ends. */
    public static void start(Path file) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            started = false;
                            try {
                                Files.write(file, LINES);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        "trace"));
        started = true;
    }

    static boolean isOfJdk(String className) {
        return !className.startsWith("javax.cache.") && JDK.stream().anyMatch(className::startsWith);
    }

    /**
     * Records what an instrumented method found or is about to use. Never throws, as that method must go on as it would without.
     *
     * @param what one of {@code class}, {@code absent}, {@code member}, {@code constructed}, {@code handle}, {@code proxy}, {@code array},
     *     {@code resource}, {@code bundle} and {@code serialized}
     * @param second what else there is to know, or null
     */
    public static void record(String what, Object first, Object second) {
        // No lambda before this: to link one takes reflection.
        if (!started || RECORDING.get() != null) {
            return;
        }
        RECORDING.set(true);
        try {
            LINES.add(described(what, first, second) + SEPARATOR + callers());
        } catch (RuntimeException | Error e) {
            LINES.add("failed" + SEPARATOR + e + SEPARATOR + SEPARATOR + SEPARATOR);
        } finally {
            RECORDING.remove();
        }
    }

    private static String described(String what, Object first, Object second) {
        return switch (what) {
            case "member" -> member((Member) first);
            case "constructed" -> line("method", name(first), "<init>()");
            case "handle" -> handle((String) first, (Object[]) second);
            case "proxy" -> line(what, names((Class<?>[]) first), "");
            case "array" -> line(what, name(first) + "[]", "");
            case "resource" ->
                line(what, second == null ? (String) first : resource((Class<?>) first, (String) second), "");
            default -> line(what, name(first), "");
        };
    }

    private static String name(Object type) {
        return type instanceof Class<?> known ? known.getTypeName() : (String) type;
    }

    private static String names(Class<?>[] types) {
        List<String> names = new ArrayList<>();
        for (Class<?> type : types) {
            names.add(type.getTypeName());
        }
        return String.join(",", names);
    }

    private static String member(Member found) {
        String type = found.getDeclaringClass().getTypeName();
        if (found instanceof Executable code) {
            String name = found instanceof Constructor ? "<init>" : found.getName();
            return line("method", type, name + "(" + names(code.getParameterTypes()) + ")");
        }
        return line("field", type, found.getName());
    }

    /** What {@code MethodHandles.Lookup} found, whose methods have their arguments in this order. */
    private static String handle(String finder, Object[] arguments) {
        String type = name(arguments[0]);
        if (finder.equals("findConstructor")) {
            return line("method", type, "<init>(" + names(((MethodType) arguments[1]).parameterArray()) + ")");
        }
        return arguments[2] instanceof MethodType method
                ? line("method", type, arguments[1] + "(" + names(method.parameterArray()) + ")")
                : line("field", type, (String) arguments[1]);
    }

    /** The path of a resource that may be relative to the package of a class. */
    private static String resource(Class<?> type, String name) {
        return name.startsWith("/") ? name.substring(1) : type.getPackageName().replace('.', '/') + "/" + name;
    }

    private static String line(String kind, String type, String member) {
        return kind + SEPARATOR + type + SEPARATOR + member;
    }

    /**
     * The classes of the JDK between the method that is recorded and the first class that is not the JDK's, and this one: whoever called
     * that method himself has none between.
     */
    private static String callers() {
        List<StackFrame> frames = STACK.walk(all -> all.filter(frame -> frame.getDeclaringClass() != Trace.class)
                .skip(1) // the method that is recorded
                .toList());
        List<String> between = new ArrayList<>();
        for (StackFrame frame : frames) {
            if (!isOfJdk(frame.getClassName())) {
                return String.join(",", between) + SEPARATOR + frame.getClassName();
            }
            String place = frame.getClassName() + "#" + frame.getMethodName();
            if (!between.contains(place)) {
                between.add(place);
            }
        }
        return String.join(",", between) + SEPARATOR;
    }
}
