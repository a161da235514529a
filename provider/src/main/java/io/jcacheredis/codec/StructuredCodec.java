package io.jcacheredis.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MapperBuilder;

/**
 * JSON or CBOR of one declared type, made by {@link Codecs#json} and {@link Codecs#cbor}. Nothing in the bytes can name a
 * class, unless the type itself says so with {@code @JsonTypeInfo}, and then only an allowed one. Immutable; each {@code
 * with} method gives another codec.
 *
 * <p>For rolling upgrades: a property that the class does not know is ignored. Where the structure of the type proves
 * that nothing is lost, and neither a view nor a customizer is set, a property that is missing means that an older class
 * wrote the value, and it can't be decoded, rather than come back with a null or zero that nobody put. Otherwise
 * missing properties are left to the class and its annotations.
 *
 * @param <V> the type of the values
 */
public final class StructuredCodec<V> implements Codec<V>, Shaped {

    /** An empty array is two elements, and one byte in CBOR. */
    private static final int MOST_ELEMENTS_PER_BYTE = 2;

    private static final Set<Class<?>> NO_STRUCTURE = Set.of(Object.class, java.io.Serializable.class);

    private final StructuredFormat format;
    private final Type type;
    private final CodecSettings settings;
    // Where the type is at home, as long as the settings are only those of a codec whose cache is not known yet.
    private final @Nullable Class<?> home;
    private final @Nullable Class<?> view;
    private final @Nullable Consumer<MapperBuilder<?, ?>> customizer;
    private final Class<?> raw;
    private final boolean anySubclass;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private StructuredCodec(
            StructuredFormat format,
            Type type,
            CodecSettings settings,
            @Nullable Class<?> home,
            @Nullable Class<?> view,
            @Nullable Consumer<MapperBuilder<?, ?>> customizer) {
        this.format = format;
        this.type = type;
        this.settings = settings;
        this.home = home;
        this.view = view;
        this.customizer = customizer;
        boolean plain = view == null && customizer == null;
        boolean proven = plain && type instanceof Class<?> c && JsonProof.objection(c) == null;
        ObjectMapper mapper = StructuredMappers.create(
                format,
                proven,
                new AllowList(type, settings.allow()),
                settings,
                customizer == null ? builder -> {} : customizer);
        JavaType javaType = mapper.constructType(type);
        this.raw = javaType.getRawClass();
        this.anySubclass = !proven && isOpen(raw);
        ObjectReader anyView = mapper.readerFor(javaType);
        this.reader = view == null ? anyView : anyView.withView(view);
        ObjectWriter wholeWriter = mapper.writerFor(javaType);
        this.writer = view == null ? wholeWriter : wholeWriter.withView(view);
    }

    /**
     * The codec of that format for a type.
     *
     * @throws CodecException if the type is {@code Object}, which says nothing about what to read
     */
    static <V> StructuredCodec<V> of(StructuredFormat format, Type type, CodecSettings settings) {
        return of(format, type, settings, null);
    }

    /**
     * The codec of that format for a type, whose settings will be those of its cache.
     *
     * @param home has the class loader until then: the type, or the class that names it
     * @throws CodecException if the type is {@code Object}, which says nothing about what to read
     */
    static <V> StructuredCodec<V> of(StructuredFormat format, Type type, Class<?> home) {
        ClassLoader loader = home.getClassLoader();
        return of(
                format,
                type,
                CodecSettings.defaults(loader != null ? loader : StructuredCodec.class.getClassLoader()),
                home);
    }

    private static <V> StructuredCodec<V> of(
            StructuredFormat format, Type type, CodecSettings settings, @Nullable Class<?> home) {
        if (NO_STRUCTURE.contains(type)) {
            throw new CodecException("the " + format + " codec reads values as their declared type, and "
                    + type.getTypeName() + " says nothing about them; declare the type of the cache's values");
        }
        return new StructuredCodec<>(format, type, settings, home, null, null);
    }

    /** Whether values may be of a subclass: that of a type that can have no values of its own, or that names them. */
    private static boolean isOpen(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers()) || type.isEnum() || isPolymorphic(type);
    }

    private static boolean isPolymorphic(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        boolean polymorphic = type.isAnnotationPresent(JsonTypeInfo.class) || isPolymorphic(type.getSuperclass());
        for (Class<?> implemented : type.getInterfaces()) {
            polymorphic |= isPolymorphic(implemented);
        }
        return polymorphic;
    }

    /**
     * This codec, writing and reading only the properties that a {@code @JsonView} of that class has, and those that
     * are in every view. Other properties come back as the class makes them.
     */
    public StructuredCodec<V> withView(Class<?> other) {
        return new StructuredCodec<>(format, type, settings, home, Objects.requireNonNull(other, "view"), customizer);
    }

    /**
     * This codec with a mapper that is set up further: modules, mix-ins, names, features. It gets a {@code
     * JsonMapper.Builder} or {@code CBORMapper.Builder}, with the settings of this library in it, and is called here and
     * again for each cache. Limits, the list of allowed classes and the absence of default typing hold whatever it does; the type factory, which
     * finds allowed classes only, it may add to and not replace. It replaces an earlier one.
     */
    public StructuredCodec<V> withMapper(Consumer<MapperBuilder<?, ?>> other) {
        return new StructuredCodec<>(format, type, settings, home, view, Objects.requireNonNull(other, "customizer"));
    }

    /**
     * This codec with the class loader, the allowed classes and the limits of these settings, which it keeps whatever
     * those of its cache are.
     */
    public StructuredCodec<V> withSettings(CodecSettings other) {
        return new StructuredCodec<>(format, type, other, null, view, customizer);
    }

    /**
     * This codec with the settings of a cache, unless it has its own. The class loader of the manager counts if it knows
     * the type, which may be of a program beyond it.
     */
    StructuredCodec<V> in(CodecSettings cache) {
        if (home == null) {
            return this;
        }
        CodecSettings own = isKnownTo(cache.classLoader()) ? cache : cache.withClassLoader(settings.classLoader());
        return new StructuredCodec<>(format, type, own, null, view, customizer);
    }

    private boolean isKnownTo(ClassLoader loader) {
        try {
            return home != null && Class.forName(home.getName(), false, loader) == home;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public String name() {
        return format.toString();
    }

    @Override
    public byte[] encode(V value) {
        if (value.getClass() != raw && !(anySubclass && raw.isInstance(value))) {
            throw Mismatch.of(raw, value.getClass());
        }
        LimitedOutput bytes = new LimitedOutput(settings);
        try {
            writer.writeValue(bytes, value);
            return withinLimits(bytes.toByteArray());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw StructuredFailures.whileWriting("can't write " + type.getTypeName() + " as " + format, e, settings);
        }
    }

    /** Refuses bytes with more elements than may be read. Few bytes can't have that many. */
    private byte[] withinLimits(byte[] written) {
        if ((long) written.length * MOST_ELEMENTS_PER_BYTE > settings.limit(Limit.ELEMENTS)) {
            try (JsonParser elements = reader.createParser(written)) {
                while (elements.nextToken() != null) {
                    // It counts by itself.
                }
            }
        }
        return written;
    }

    @Override
    public V decode(byte[] bytes) {
        int limit = settings.limit(Limit.VALUE_BYTES);
        if (bytes.length > limit) {
            throw Limit.VALUE_BYTES.exceeded(limit);
        }
        if (!format.shape().fits(bytes)) {
            throw CodecException.unreadable("the bytes are not " + format);
        }
        V value;
        try {
            format.require(bytes, settings);
            value = reader.readValue(bytes);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw StructuredFailures.whileReading(
                    "the bytes are not the " + format + " of a " + type.getTypeName(), e, settings);
        }
        if (value == null) {
            throw CodecException.unreadable("the bytes are the " + format + " of null, not of a " + type.getTypeName());
        }
        return value;
    }

    @Override
    public Shape shape() {
        return format.shape();
    }
}
