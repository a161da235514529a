package io.jcacheredis.internal.configuration;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Classes that a configuration names. None is initialised before it is used. */
final class UserClasses {

    /** Where the classes lie that are known by a short name, as {@code String} is. */
    private static final List<String> SHORT_NAMES_OF =
            List.of("java.lang.", "java.util.", "java.math.", "java.time.", "java.net.");

    private static final Map<String, Class<?>> PRIMITIVES = Map.of("byte", byte.class);
    private static final String ARRAY = "[]";
    private static final int MOST_DIMENSIONS = 255; // the class file format has no more

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
        return require(name, classes);
    }

    /**
     * A class that can be instantiated, as can what it makes if it is a factory.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is of another kind
     */
    static Class<?> instantiable(String text, Class<?> wanted, ClassLoader classes) {
        Class<?> type = require(text.strip(), classes);
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

    private static Class<?> require(String name, ClassLoader classes) {
        Class<?> type = find(name, classes);
        if (type == null) {
            throw new IllegalArgumentException("the class loader of the cache manager finds no such class");
        }
        return type;
    }

    private static @Nullable Class<?> find(String name, ClassLoader classes) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
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
