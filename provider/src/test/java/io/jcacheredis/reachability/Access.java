package io.jcacheredis.reachability;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that was reached by reflection: a line of {@link Trace}.
 *
 * @param kind {@code class}, {@code absent}, {@code method}, {@code field}, {@code array}, {@code proxy}, {@code resource}, {@code bundle},
 *     {@code serialized} or {@code failed}
 * @param type the class as programs write it, the interfaces of a proxy with commas between, or a path
 * @param member the name of a field, or that of a method with the types of its parameters in parentheses
 * @param between the methods of the JDK by which it was reached, the last one that was called first
 * @param caller the class that called them and is not the JDK's; empty if none is
 */
record Access(String kind, String type, String member, List<String> between, String caller) {

    /** What names of classes of the program begin with. */
    private static final String PROGRAM = Access.class.getPackageName() + ".";

    /** What GraalVM knows without being told, as it makes these things itself when it builds an image. */
    private static final List<String> KNOWN = List.of(
            "java.lang.invoke.MethodHandleNatives#",
            "java.lang.Class#getEnumConstants",
            "sun.reflect.annotation.",
            "sun.reflect.generics.");

    static Access parse(String line) {
        String[] parts = line.split(Pattern.quote(Trace.SEPARATOR), -1);
        List<String> between = parts[3].isEmpty() ? List.of() : List.of(parts[3].split(",", -1));
        return new Access(parts[0], written(parts[1]), parts[2], between, parts[4]);
    }

    /** The name of an array's class as programs write it: {@code Object[]} for {@code [Ljava.lang.Object;}. */
    private static String written(String type) {
        try {
            return type.startsWith("[")
                    ? Class.forName(type, false, Access.class.getClassLoader()).getTypeName()
                    : type;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    /**
     * Whether an image can do this only if metadata of the provider say so. What the program asks for itself, what its own classes need, and
     * what logs is not the provider's matter; what the JDK does with its own classes is known to GraalVM.
     */
    boolean needsMetadata() {
        return switch (kind) {
            case "failed" -> true;
            case "absent" -> false;
            default -> isOfProvider() && !isOfProgram() && !isKnown() && !isOfJdkAlone();
        };
    }

    /** Whether the provider does this with a class of the program, whose metadata are the program's matter. */
    boolean needsMetadataOfProgram() {
        return isOfProvider() && isOfProgram() && !isKnown();
    }

    /** What is to be told to GraalVM, and who wants it. */
    String wanted() {
        return kind + " " + type + " " + member + ", for " + caller;
    }

    private boolean isOfProvider() {
        boolean isDirectly = between.isEmpty();
        boolean isTest = caller.contains("Test") || (isDirectly && caller.startsWith(PROGRAM));
        return !caller.isEmpty() && !isTest && !caller.startsWith("org.slf4j.");
    }

    private boolean isOfProgram() {
        return type.startsWith(PROGRAM) || type.startsWith("reachability/");
    }

    private boolean isKnown() {
        return type.contains("$$Lambda")
                || type.contains("/0x")
                || type.contains(".$Proxy")
                || between.stream().anyMatch(place -> KNOWN.stream().anyMatch(place::startsWith))
                || isCarriedOut()
                || isPartOfSerialization();
    }

    /** How the JDK makes the call of a method that is recorded as such. */
    private boolean isCarriedOut() {
        return between.stream()
                .dropWhile(place -> place.startsWith("java.lang.invoke."))
                .findFirst()
                .filter(place -> place.startsWith("jdk.internal.reflect."))
                .isPresent();
    }

    /** Follows from that a class is serialized, which is recorded as such. */
    private boolean isPartOfSerialization() {
        return !kind.equals("serialized")
                && !between.isEmpty()
                && between.get(0).startsWith("java.io.Object");
    }

    private boolean isOfJdkAlone() {
        return switch (kind) {
            case "serialized", "proxy" -> false;
            case "resource", "bundle", "array" -> !between.isEmpty();
            default -> !between.isEmpty() && (Trace.isOfJdk(type) || isPrimitive());
        };
    }

    private boolean isPrimitive() {
        return type.indexOf('.') < 0;
    }
}
