package io.jcacheredis.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads objects of allowed classes. A class that is not allowed is neither initialised nor even loaded. */
final class FilteredObjectInput extends ObjectInputStream {

    /** By their names, for which no class is looked for. */
    static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class,
                    void.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    private final ByteArrayInputStream source;
    private final AllowList allowed;
    private final ClassLoader loader;
    private @Nullable String refused;

    /**
     * Looks over the bytes first.
     *
     * @throws CodecException if they exceed a limit
     */
    FilteredObjectInput(byte[] bytes, AllowList allowed, CodecSettings settings) throws IOException {
        this(withinLimits(bytes, allowed, settings), bytes.length, allowed, settings.classLoader());
    }

    private static ByteArrayInputStream withinLimits(byte[] bytes, AllowList allowed, CodecSettings settings) {
        int limit = settings.limit(Limit.VALUE_BYTES);
        if (bytes.length > limit) {
            throw Limit.VALUE_BYTES.exceeded(limit);
        }
        SerializedGraph.require(bytes, allowed, settings);
        return new ByteArrayInputStream(bytes);
    }

    private FilteredObjectInput(ByteArrayInputStream source, int size, AllowList allowed, ClassLoader loader)
            throws IOException {
        super(source);
        this.source = source;
        this.allowed = allowed;
        this.loader = loader;
        setObjectInputFilter(allowed.filter(size, name -> refused = name));
    }

    /** Reads the one object of this stream; {@code null} only where the bytes are those of null. */
    @Nullable
    Object readOnly() throws IOException, ClassNotFoundException {
        try {
            Object value = readObject();
            if (source.available() > 0) {
                throw new StreamCorruptedException("bytes after the object");
            }
            return value;
        } catch (InvalidClassException e) {
            if (refused != null) {
                throw allowed.refusal(refused);
            }
            throw e;
        } catch (InternalError e) { // what immutable maps of the JDK throw for half an entry
            throw new StreamCorruptedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        Class<?> primitive = PRIMITIVES.get(description.getName());
        return primitive != null ? primitive : load(description.getName());
    }

    @Override
    @SuppressWarnings("deprecation") // The class is needed without an instance, which only this method gives.
    protected Class<?> resolveProxyClass(String[] interfaceNames) throws IOException, ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[interfaceNames.length];
        ClassLoader definer = loader;
        for (int i = 0; i < interfaceNames.length; i++) {
            interfaces[i] = load(interfaceNames[i]);
            if (!Modifier.isPublic(interfaces[i].getModifiers())) {
                definer = interfaces[i].getClassLoader();
            }
        }
        try {
            return Proxy.getProxyClass(definer, interfaces);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("no proxy class for the interfaces in the stream", e);
        }
    }

    private Class<?> load(String name) throws IOException, ClassNotFoundException {
        allowed.require(name);
        return Class.forName(name, false, loader);
    }
}
