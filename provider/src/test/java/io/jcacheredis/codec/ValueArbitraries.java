package io.jcacheredis.codec;

import io.jcacheredis.HostileTexts;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary values of a type, with hostile texts and the edges of every scalar: records by their components. */
final class ValueArbitraries {

    private static final double NULLS = 0.05;
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            char.class, Character.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private final Map<Type, Type> bindings;

    private ValueArbitraries(Map<Type, Type> bindings) {
        this.bindings = bindings;
    }

    /** Values of that type, never null themselves. */
    static Arbitrary<Object> of(Type type) {
        return new ValueArbitraries(Map.of()).values(type);
    }

    private Arbitrary<Object> values(Type type) {
        Type bound = type instanceof TypeVariable<?> ? bindings.get(type) : type;
        if (bound instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> raw = (Class<?>) bound;
        if (raw.isRecord()) {
            return records(raw);
        }
        return raw.isEnum() ? Arbitraries.of(raw.getEnumConstants()) : scalars(BOXES.getOrDefault(raw, raw));
    }

    private Arbitrary<Object> generic(Class<?> raw, Type[] arguments) {
        if (raw.isRecord()) {
            Map<Type, Type> own = new HashMap<>();
            for (int i = 0; i < arguments.length; i++) {
                own.put(raw.getTypeParameters()[i], bindings.getOrDefault(arguments[i], arguments[i]));
            }
            return new ValueArbitraries(own).records(raw);
        }
        Arbitrary<Object> first = values(arguments[0]);
        if (raw == List.class) {
            return orNull(arguments[0]).list().ofMaxSize(3).map(list -> list);
        }
        if (raw == Set.class) {
            return first.set().ofMaxSize(3).map(set -> set);
        }
        if (raw == Optional.class) {
            return first.optional(0.5).map(optional -> optional);
        }
        return Arbitraries.maps(first, orNull(arguments[1])).ofMaxSize(3).map(LinkedHashMap::new);
    }

    private Arbitrary<Object> records(Class<?> type) {
        List<Arbitrary<Object>> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Type declared = component.getGenericType();
            components.add(component.getType().isPrimitive() ? values(declared) : orNull(declared));
        }
        return Combinators.combine(components).as(values -> create(type, values));
    }

    /** An Optional is never null: where that is not refused, it comes back as empty. */
    private Arbitrary<Object> orNull(Type type) {
        boolean optional = type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
        return optional ? values(type) : values(type).injectNull(NULLS);
    }

    private static Object create(Class<?> type, List<Object> values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static Arbitrary<Object> scalars(Class<?> type) {
        Object[] edges = Samples.scalars().stream().filter(type::isInstance).toArray();
        Arbitrary<Object> others = RANDOM.get(type);
        if (edges.length == 0) {
            return others;
        }
        return others == null ? Arbitraries.of(edges) : Arbitraries.oneOf(Arbitraries.of(edges), others);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L), nanos())
                .as(Instant::ofEpochSecond);
    }

    private static Arbitrary<Integer> nanos() {
        return Arbitraries.oneOf(
                Arbitraries.of(0, 1_000_000, 120_000), Arbitraries.integers().between(0, 999_999_999));
    }

    private static Arbitrary<LocalDateTime> dateTimes() {
        return instants().map(instant -> LocalDateTime.ofInstant(instant, ZoneId.of("UTC")));
    }

    private static Arbitrary<String> strings() {
        return Arbitraries.oneOf(
                HostileTexts.texts(),
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.integers().between(0, 300).map("lorem ipsum "::repeat));
    }

    private static final Map<Class<?>, Arbitrary<Object>> RANDOM = new HashMap<>();

    static {
        RANDOM.put(String.class, strings().map(x -> x));
        RANDOM.put(
                byte[].class,
                Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(x -> x));
        RANDOM.put(Byte.class, Arbitraries.bytes().map(x -> x));
        RANDOM.put(Short.class, Arbitraries.shorts().map(x -> x));
        RANDOM.put(Integer.class, Arbitraries.integers().map(x -> x));
        RANDOM.put(Long.class, Arbitraries.longs().map(x -> x));
        RANDOM.put(Float.class, Arbitraries.integers().map(Float::intBitsToFloat));
        RANDOM.put(Double.class, Arbitraries.longs().map(Double::longBitsToDouble));
        RANDOM.put(Character.class, Arbitraries.chars().map(x -> x));
        RANDOM.put(BigInteger.class, Arbitraries.bigIntegers().map(x -> x));
        RANDOM.put(
                BigDecimal.class,
                Combinators.combine(
                                Arbitraries.bigIntegers(),
                                Arbitraries.integers().between(-30, 30))
                        .as(BigDecimal::new));
        RANDOM.put(
                UUID.class,
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new));
        RANDOM.put(
                URI.class,
                Arbitraries.of("HTTP://a/%c3", "a:b", "/?%20#", "//u@h:1").map(URI::create));
        RANDOM.put(
                ZoneId.class,
                Arbitraries.of("UTC", "Z", "Europe/Paris", "+01:00", "GMT+1").map(ZoneId::of));
        RANDOM.put(Instant.class, instants().map(x -> x));
        RANDOM.put(LocalDateTime.class, dateTimes().map(x -> x));
        RANDOM.put(LocalDate.class, dateTimes().map(LocalDateTime::toLocalDate));
        RANDOM.put(LocalTime.class, dateTimes().map(LocalDateTime::toLocalTime));
        RANDOM.put(
                Duration.class,
                Combinators.combine(Arbitraries.longs(), nanos()).as((s, n) -> Duration.ofSeconds(s / 2, n)));
    }

    /** All the types whose values are scalars. */
    static List<Class<?>> scalarTypes() {
        return Samples.scalars().stream()
                .map(value -> value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass())
                .distinct()
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .<Class<?>>map(type -> type)
                .toList();
    }

    static boolean same(Object one, Object other) {
        return one.getClass() == other.getClass() && Arrays.deepEquals(new Object[] {one}, new Object[] {other});
    }
}
