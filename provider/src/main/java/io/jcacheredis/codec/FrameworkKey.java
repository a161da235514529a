package io.jcacheredis.codec;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key class of a framework: the fields that make it up, and the constructor that takes them.
 *
 * <p>These classes keep a hash code, which differs between JVMs as soon as an enum is in the key; it is left out and
 * computed anew. Hibernate computes some of its own by mapping type: a key of Hibernate that is read back has the same
 * parts but is not always equal to the one that was written. Hibernate never asks a cache for its keys.
 *
 * @param spread whether the one field is an array whose elements are the parts
 */
record FrameworkKey(
        String className,
        List<String> fields,
        boolean spread,
        List<Class<?>> parameters,
        Function<List<@Nullable Object>, @Nullable Object[]> arguments) {

    private static final Map<String, FrameworkKey> KNOWN = Stream.of(
                    array("org.springframework.cache.interceptor.SimpleKey", "params"),
                    array("org.jsr107.ri.annotations.DefaultGeneratedCacheKey", "parameters"),
                    array("io.jcacheredis.cdi.ParameterKey", "parameters"),
                    new FrameworkKey(
                            "org.hibernate.cache.internal.BasicCacheKeyImplementation",
                            List.of("id", "entityOrRoleName"),
                            false,
                            List.of(Serializable.class, String.class, int.class),
                            parts -> with(parts, deepHash(parts.get(0)))),
                    new FrameworkKey(
                            "org.hibernate.cache.internal.CacheKeyImplementation",
                            List.of("id", "entityOrRoleName", "tenantId"),
                            false,
                            List.of(Object.class, String.class, String.class, int.class),
                            parts -> with(parts, 31 * deepHash(parts.get(0)) + Objects.hashCode(parts.get(2)))),
                    new FrameworkKey(
                            "org.hibernate.cache.internal.NaturalIdCacheKey",
                            List.of("naturalIdValues", "entityName", "tenantId"),
                            false,
                            List.of(Object.class, String.class, String.class, int.class),
                            parts -> with(parts, deepHash(parts.toArray()))),
                    new FrameworkKey(
                            "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl",
                            List.of("values"),
                            true,
                            List.of(Object[].class, int.class),
                            parts -> new Object[] {parts.toArray(), Arrays.deepHashCode(parts.toArray())}),
                    queryKey())
            .collect(Collectors.toUnmodifiableMap(FrameworkKey::className, Function.identity()));

    static @Nullable FrameworkKey of(String className) {
        return KNOWN.get(className);
    }

    /** Whether keys of that class are Hibernate's: it would lose an entity for a part of its key that nobody reads. */
    static boolean isOnlyWritten(String className) {
        return className.startsWith("org.hibernate.") && KNOWN.containsKey(className);
    }

    private static FrameworkKey array(String className, String field) {
        return new FrameworkKey(
                className, List.of(field), true, List.of(Object[].class), parts -> new Object[] {parts.toArray()});
    }

    private static FrameworkKey queryKey() {
        return new FrameworkKey(
                "org.hibernate.cache.spi.QueryKey",
                List.of("sqlQueryString", "parameterBindingsMemento", "firstRow", "maxRows", "enabledFilterNames"),
                false,
                List.of(),
                parts -> new Object[] {parts.get(0), parts.get(1), parts.get(2), parts.get(3), names(parts.get(4))});
    }

    private static Set<@Nullable Object> names(@Nullable Object array) {
        return new LinkedHashSet<>(array == null ? List.of() : Arrays.asList((Object[]) array));
    }

    private static @Nullable Object[] with(List<@Nullable Object> parts, int hashCode) {
        List<@Nullable Object> arguments = new ArrayList<>(parts);
        arguments.add(hashCode);
        return arguments.toArray();
    }

    private static int deepHash(@Nullable Object part) {
        return part != null && part.getClass().isArray()
                ? Arrays.deepHashCode(new Object[] {part}) - 31
                : Objects.hashCode(part);
    }

    /** The parts that make a key equal to another. */
    List<@Nullable Object> parts(Object key) {
        List<@Nullable Object> parts = new ArrayList<>();
        try {
            for (String name : fields) {
                Field field = key.getClass().getDeclaredField(name);
                field.setAccessible(true);
                parts.add(field.get(key));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unknownVersion(e);
        }
        return spread ? Arrays.asList((Object[]) Objects.requireNonNull(parts.get(0))) : parts;
    }

    Object create(Class<?> type, List<@Nullable Object> parts) {
        if (!spread && parts.size() != fields.size()) {
            throw KeyReader.malformed();
        }
        Constructor<?> constructor = constructor(type);
        try {
            return constructor.newInstance(arguments.apply(parts));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw CodecException.unreadable("the parts are not those of a " + className, e);
        }
    }

    private Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> constructor = parameters.isEmpty()
                    ? type.getConstructors()[0]
                    : type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unknownVersion(e);
        }
    }

    private CodecException unknownVersion(Exception cause) {
        return new CodecException(
                "can't take apart or create " + className + ", a class of a framework of unknown version;"
                        + " configure a KeyCodec for this cache",
                Causes.told(cause));
    }
}
