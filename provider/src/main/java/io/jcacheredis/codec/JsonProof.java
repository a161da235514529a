package io.jcacheredis.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Tells whether JSON gives back an equal value for every value of a type, from the structure of the type alone.
 *
 * <p>Proven are records whose components are all proven, down through their type arguments. A record keeps the promise
 * of {@link java.lang.Record}: built anew from what its accessors give, it is equal. A component may be a scalar, an
 * enum, {@code java.time}, a proven record, an {@code Optional} of one of these, and a {@code List}, {@code Set} or
 * {@code Map} of these: a value may come back in another implementation of them, which their contract calls equal.
 *
 * <p>Not proven is what may hold more than its declaration says (open types, {@code Object}, raw types, {@code
 * Collection}, sorted collections with their comparator), what Jackson annotations reshape, and arrays: a
 * record compares them by identity, so no codec can give back an equal one. Java serialization at least keeps the
 * exact classes of all these.
 */
final class JsonProof {

    private static final int MAX_DEPTH = 50;
    private static final Set<Class<?>> MAP_KEYS =
            Set.of(String.class, Integer.class, Long.class, Short.class, Byte.class, Boolean.class, UUID.class);

    private final TypeFactory types = TypeFactory.createDefaultInstance();
    private final Set<JavaType> underway = new HashSet<>();

    private JsonProof() {}

    /** Why the type is not proven; {@code null} if it is. */
    static @Nullable String objection(Class<?> type) {
        if (type == Object.class) {
            return "no type is declared";
        }
        if (!type.isRecord()) {
            return type.getTypeName() + " is not a record";
        }
        JsonProof proof = new JsonProof();
        return proof.record(proof.types.constructType(type));
    }

    private @Nullable String part(JavaType type, String place) {
        Class<?> raw = type.getRawClass();
        if (raw.isRecord()) {
            return record(type);
        }
        if (raw.isEnum()) {
            return reshaping(raw);
        }
        if (raw == List.class || raw == Set.class) {
            return part(type.getContentType(), place);
        }
        if (raw == Map.class) {
            String objection = mapKey(type.getKeyType().getRawClass(), place);
            return objection != null ? objection : part(type.getContentType(), place);
        }
        return raw.isPrimitive() || isScalar(raw) ? null : place + " has the type " + type.toCanonical();
    }

    private static boolean isScalar(Class<?> type) {
        return type == ZoneId.class || (type != Date.class && TextTypes.of(type) != null);
    }

    private static @Nullable String mapKey(Class<?> type, String place) {
        if (type.isEnum()) {
            return reshaping(type);
        }
        return MAP_KEYS.contains(type) ? null : place + " has map keys of the type " + type.getTypeName();
    }

    /** A record that is underway is part of itself, and as good as its other components. */
    private @Nullable String record(JavaType type) {
        if (!underway.add(type)) {
            return null;
        }
        if (underway.size() > MAX_DEPTH) {
            return type.toCanonical() + " is nested too deeply";
        }
        String objection = reshaping(type.getRawClass());
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            if (objection != null) {
                return objection;
            }
            objection = component(component, type);
        }
        return objection;
    }

    private @Nullable String component(RecordComponent component, JavaType owner) {
        JavaType type = types.resolveMemberType(component.getGenericType(), owner.getBindings());
        // Only here, as the codec must tell an empty Optional from none at all.
        return part(
                type.getRawClass() == Optional.class ? type.getReferencedType() : type,
                "component " + component.getName() + " of "
                        + owner.getRawClass().getTypeName());
    }

    /** What Jackson annotations there are on a type or its members. */
    private static @Nullable String reshaping(Class<?> type) {
        return Stream.of(
                        Stream.<AnnotatedElement>of(type),
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredConstructors()),
                        Arrays.stream(type.getDeclaredConstructors()).flatMap(c -> Arrays.stream(c.getParameters())),
                        Arrays.stream(type.getInterfaces()).flatMap(JsonProof::withMethods))
                .flatMap(elements -> elements)
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .map(Annotation::annotationType)
                .filter(JsonProof::isOfJackson)
                .findFirst()
                .map(annotation -> type.getTypeName() + " has the annotation @" + annotation.getSimpleName())
                .orElse(null);
    }

    /** Jackson also takes annotations from the interfaces of a type. */
    private static Stream<AnnotatedElement> withMethods(Class<?> type) {
        return Stream.of(
                        Stream.<AnnotatedElement>of(type),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getInterfaces()).flatMap(JsonProof::withMethods))
                .flatMap(elements -> elements);
    }

    private static boolean isOfJackson(Class<? extends Annotation> annotation) {
        return isJacksons(annotation.getName())
                || Arrays.stream(annotation.getAnnotations())
                        .anyMatch(meta -> isJacksons(meta.annotationType().getName()));
    }

    private static boolean isJacksons(String className) {
        return className.startsWith("com.fasterxml.jackson.") || className.startsWith("tools.jackson.");
    }
}
