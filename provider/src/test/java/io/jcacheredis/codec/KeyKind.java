package io.jcacheredis.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The kinds of keys that have parts, and how each is made of them. */
enum KeyKind {
    LIST,
    SET,
    MAP,
    OPTIONAL,
    ARRAY,
    PAIR,
    OTHER,
    SERIALIZED,
    SPRING("org.springframework.cache.interceptor.SimpleKey", "params"),
    ANNOTATIONS("org.jsr107.ri.annotations.DefaultGeneratedCacheKey", "parameters"),
    HIBERNATE_BASIC("org.hibernate.cache.internal.BasicCacheKeyImplementation", "id entityOrRoleName"),
    HIBERNATE_TENANT("org.hibernate.cache.internal.CacheKeyImplementation", "id entityOrRoleName tenantId"),
    HIBERNATE_NATURAL("org.hibernate.cache.internal.NaturalIdCacheKey", "naturalIdValues entityName tenantId"),
    HIBERNATE_QUERY("org.hibernate.cache.spi.QueryKey", "sqlQueryString parameterBindingsMemento");

    record Pair(Object first, Object second) {}

    /** Of another class, with names and types that are the same. */
    record Other(Object first, Object second) {}

    private static final String BINDINGS =
            "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl";

    private final String className;
    private final String fields;

    KeyKind() {
        this("", "");
    }

    KeyKind(String className, String fields) {
        this.className = className;
        this.fields = fields;
    }

    /** Those of the parts that such a key takes, with more where it takes more. */
    List<KeySpec> fit(List<KeySpec> parts) {
        return switch (this) {
            case LIST, SET, ARRAY, SPRING, ANNOTATIONS -> parts;
            case MAP -> parts.subList(0, parts.size() / 2 * 2);
            case OPTIONAL ->
                parts.isEmpty() || parts.get(0) instanceof KeySpec.Nothing ? List.of() : parts.subList(0, 1);
            case PAIR, OTHER -> padded(parts, 2);
            case SERIALIZED -> padded(parts.stream().filter(KeyKind::isPlain).toList(), 2);
            case HIBERNATE_BASIC -> id(parts.stream().filter(KeyKind::isPlain).toList());
            case HIBERNATE_TENANT -> id(parts);
            case HIBERNATE_NATURAL, HIBERNATE_QUERY -> parts;
        };
    }

    /** Serializable, and of one class where specs are equal, as the bytes tell it. */
    private static boolean isPlain(KeySpec part) {
        return part instanceof KeySpec.Leaf
                || (part instanceof KeySpec.Composite composite && composite.kind() == SERIALIZED);
    }

    private static List<KeySpec> id(List<KeySpec> parts) {
        boolean any = !parts.isEmpty() && !(parts.get(0) instanceof KeySpec.Nothing);
        return List.of(any ? parts.get(0) : new KeySpec.Leaf(""));
    }

    private static List<KeySpec> padded(List<KeySpec> parts, int size) {
        List<KeySpec> padded = new ArrayList<>(parts.subList(0, Math.min(parts.size(), size)));
        while (padded.size() < size) {
            padded.add(new KeySpec.Nothing());
        }
        return padded;
    }

    boolean hasEquals() {
        return switch (this) {
            case ARRAY, HIBERNATE_BASIC, HIBERNATE_TENANT, HIBERNATE_NATURAL, HIBERNATE_QUERY -> false;
            default -> true;
        };
    }

    Object make(List<Object> parts, Random chance) {
        return switch (this) {
            case LIST -> list(parts, chance);
            case SET -> set(parts, chance);
            case MAP -> map(parts, chance);
            case OPTIONAL -> parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(0));
            case ARRAY -> parts.toArray();
            case PAIR -> new Pair(parts.get(0), parts.get(1));
            case OTHER -> new Other(parts.get(0), parts.get(1));
            case SERIALIZED -> new KeyCodecsTest.Parts(parts.get(0), parts.get(1));
            case SPRING, ANNOTATIONS -> create(className, (Object) parts.toArray());
            case HIBERNATE_BASIC -> create(className, parts.get(0), "com.acme.House", chance.nextInt());
            case HIBERNATE_TENANT -> create(className, parts.get(0), "com.acme.House", null, chance.nextInt());
            case HIBERNATE_NATURAL -> create(className, parts.toArray(), "com.acme.House", "tenant", chance.nextInt());
            case HIBERNATE_QUERY ->
                create(
                        className,
                        "select 1",
                        create(BINDINGS, parts.toArray(), chance.nextInt()),
                        null,
                        7,
                        new LinkedHashSet<>(List.of("f", "e")));
        };
    }

    private static List<Object> list(List<Object> parts, Random chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> Arrays.asList(parts.toArray());
            case 1 -> new CopyOnWriteArrayList<>(parts);
            case 2 -> Collections.unmodifiableList(parts);
            default -> new ArrayList<>(parts);
        };
    }

    private static Set<Object> set(List<Object> parts, Random chance) {
        List<Object> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, chance);
        return chance.nextBoolean() ? new LinkedHashSet<>(shuffled) : new HashSet<>(shuffled);
    }

    private static Map<Object, Object> map(List<Object> parts, Random chance) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            order.add(i);
        }
        Collections.shuffle(order, chance);
        Map<Object, Object> map = chance.nextBoolean() ? new LinkedHashMap<>() : new HashMap<>();
        order.forEach(i -> map.put(parts.get(i), parts.get(i + 1)));
        return map;
    }

    private static Object create(String className, Object... arguments) {
        try {
            for (Constructor<?> constructor : Class.forName(className).getDeclaredConstructors()) {
                boolean wanted = constructor.getParameterCount() == arguments.length
                        && (arguments.length != 1 || constructor.getParameterTypes()[0] == Object[].class);
                if (wanted) {
                    constructor.setAccessible(true);
                    return constructor.newInstance(arguments);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
        throw new IllegalStateException(className + " has no such constructor");
    }

    /** The parts of a key of this kind; null if it is of another one. */
    List<Object> partsOf(Object key) {
        return switch (this) {
            case LIST -> key instanceof List<?> list ? new ArrayList<>(list) : null;
            case SET -> key instanceof Set<?> set ? new ArrayList<>(set) : null;
            case MAP -> key instanceof Map<?, ?> map ? flat(map) : null;
            case OPTIONAL ->
                key instanceof Optional<?> optional
                        ? new ArrayList<>(optional.stream().toList())
                        : null;
            case ARRAY -> key instanceof Object[] array ? Arrays.asList(array) : null;
            case PAIR -> key instanceof Pair pair ? Arrays.asList(pair.first, pair.second) : null;
            case OTHER -> key instanceof Other other ? Arrays.asList(other.first, other.second) : null;
            case SERIALIZED -> key instanceof KeyCodecsTest.Parts p ? Arrays.asList(p.first, p.second) : null;
            default -> key != null && key.getClass().getName().equals(className) ? partsOfFramework(key) : null;
        };
    }

    private static List<Object> flat(Map<?, ?> map) {
        List<Object> flat = new ArrayList<>();
        map.forEach((key, value) -> {
            flat.add(key);
            flat.add(value);
        });
        return flat;
    }

    private List<Object> partsOfFramework(Object key) {
        Object first = field(key, 0);
        return switch (this) {
            case HIBERNATE_BASIC -> field(key, 1).equals("com.acme.House") ? Arrays.asList(first) : null;
            case HIBERNATE_TENANT -> field(key, 2) == null ? Arrays.asList(first) : null;
            case HIBERNATE_QUERY -> Arrays.asList((Object[]) field(field(key, 1), "values"));
            default -> Arrays.asList((Object[]) first);
        };
    }

    private Object field(Object key, int number) {
        return field(key, List.of(fields.split(" ")).get(number));
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
