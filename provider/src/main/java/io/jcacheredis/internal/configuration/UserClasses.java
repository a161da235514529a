package io.jcacheredis.internal.configuration;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Classes that a configuration names. None is initialised before it is used. */
final class UserClasses {

    /** Where the classes lie that are known by a short name, as {@code String} is. */
    private static final List<String> SHORT_NAMES_OF =
            List.of("java.lang.", "java.util.", "java.math.", "java.time.", "java.net.");

    /** Those that are likely as keys and values. */
    private static final List<String> SHORT_NAMES = List.of(
            ("Object String Character Boolean Byte Short Integer Long Float Double BigInteger BigDecimal UUID URI Currency"
                            + " Locale Date Instant Duration Period LocalDate LocalTime LocalDateTime OffsetDateTime"
                            + " ZonedDateTime Year YearMonth ZoneId List Set Map Collection Optional ArrayList HashMap"
                            + " HashSet LinkedHashMap LinkedHashSet TreeMap byte[]")
                    .split(" ", -1));

    private static final Map<String, String> BOXES = Map.of(
            "boolean", "Boolean",
            "byte", "Byte",
            "char", "Character",
            "short", "Short",
            "int", "Integer",
            "long", "Long",
            "float", "Float",
            "double", "Double");

    private static final Map<String, Class<?>> PRIMITIVES = Map.of("byte", byte.class);
    private static final String ARRAY = "[]";
    private static final int MOST_DIMENSIONS = 255; // the class file format has no more

    /** What the class of keys or values may be named by. */
    static final String TYPE = "the name of a class, in full or a short one of the JDK such as String, Long or UUID";

    private UserClasses() {}

    /**
     * The class of keys or values: {@code com.acme.Property}, {@code String}, {@code byte[]}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Class<?> type(String text, ClassLoader classes) {
        String name = text.strip();
        int end = name.length();
        int dimensions = 0;
        while (name.startsWith(ARRAY, end - ARRAY.length())) {
            end -= ARRAY.length();
            if (++dimensions > MOST_DIMENSIONS) {
                throw new IllegalArgumentException("an array has at most " + MOST_DIMENSIONS + " dimensions");
            }
        }
        name = name.substring(0, end).strip();
        Class<?> primitive = dimensions == 0 ? null : PRIMITIVES.get(name);
        Class<?> type = primitive == null ? element(name, classes) : primitive;
        return dimensions == 0
                ? type
                : Array.newInstance(type, new int[dimensions]).getClass();
    }

    private static Class<?> element(String name, ClassLoader classes) {
        if (name.indexOf('.') < 0) {
            for (String start : SHORT_NAMES_OF) {
                Class<?> known = find(start + name, classes);
                if (known != null) {
                    return known;
                }
            }
        }
        return require(name, TYPE, classes);
    }

    /**
     * A class that can be instantiated, as can what it makes if it is a factory.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is of another kind
     */
    static Class<?> instantiable(String text, Class<?> wanted, ClassLoader classes) {
        Class<?> type = require(text.strip(), "the name of a class in full", classes);
        if (!wanted.isAssignableFrom(type) && !Factory.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "it is neither a " + wanted.getName() + " nor a " + Factory.class.getName());
        }
        boolean constructible;
        try {
            constructible = Modifier.isPublic(type.getConstructor().getModifiers());
        } catch (NoSuchMethodException e) {
            constructible = false;
        }
        if (!constructible || Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("it is not a public class with a public constructor without arguments");
        }
        return type;
    }

    private static Class<?> require(String name, String expected, ClassLoader classes) {
        Class<?> type = find(name, classes);
        if (type == null) {
            throw new IllegalArgumentException("the class loader of the cache manager finds no such class; "
                    + meant(name, classes)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("expected is " + expected));
        }
        return type;
    }

    private static @Nullable Class<?> find(String name, ClassLoader classes) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            return null;
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "the class is there and can't be loaded (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** What somebody probably meant by the name of a class that is not there. */
    private static Optional<String> meant(String name, ClassLoader classes) {
        if (name.indexOf('<') >= 0 && name.indexOf('@') < 0) {
            return Optional.of(name.substring(0, name.indexOf('<'))
                    + ", as type arguments are given in a program only, by Codecs.json(new TypeRef<...>() {})");
        }
        if (BOXES.containsKey(name)) {
            return Optional.ofNullable(BOXES.get(name));
        }
        if (name.indexOf('.') < 0) {
            return Nearest.to(name, SHORT_NAMES);
        }
        return nested(name, classes);
    }

    /** A class in a class has a {@code $} in its name, which in programs is a dot. */
    private static Optional<String> nested(String name, ClassLoader classes) {
        StringBuilder binary = new StringBuilder(name);
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            binary.setCharAt(dot, '$');
            if (find(binary.toString(), classes) != null) {
                return Optional.of(binary.toString());
            }
        }
        return Optional.empty();
    }

    /**
     * Makes an object by its class, or by the factory that its class is. Two of the same class are equal, so that
     * configurations that say the same are.
     *
     * @param wanted what the object is
     * @param type a class that {@link #instantiable} gave
     */
    record Maker<T>(Class<T> wanted, Class<?> type) implements Factory<T> {

        private static final long serialVersionUID = 1L;

        @Override
        public T create() {
            try {
                Object made = type.getConstructor().newInstance();
                return wanted.cast(made instanceof Factory<?> factory ? factory.create() : made);
            } catch (InvocationTargetException e) {
                throw new CacheException("The constructor of " + type.getName() + " failed", e.getCause());
            } catch (ReflectiveOperationException | ClassCastException e) {
                throw new CacheException(type.getName() + " makes no " + wanted.getName(), e);
            }
        }
    }
}
