package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.KeyCodec;

/** Turns keys and values of one cache into bytes and back, and holds the cache to its declared types. Thread-safe. */
public final class EntryCodec<K, V> {

    private final String cacheName;
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final KeyCodec<K> keys;
    private final Codec<V> values;

    public EntryCodec(String cacheName, Class<K> keyType, Class<V> valueType, KeyCodec<K> keys, Codec<V> values) {
        this.cacheName = cacheName;
        this.keyType = keyType;
        this.valueType = valueType;
        this.keys = keys;
        this.values = values;
    }

    /**
     * The bytes of a key.
     *
     * @throws ClassCastException if it is not of the declared type
     */
    byte[] key(K key) {
        return keyText(key).getBytes(UTF_8);
    }

    /**
     * A key as it is written.
     *
     * @throws ClassCastException if it is not of the declared type
     */
    String keyText(K key) {
        if (!keyType.isInstance(key)) {
            throw mismatch("keys", keyType, key);
        }
        try {
            return keys.encode(key);
        } catch (CodecException e) {
            throw named(e);
        }
    }

    K key(byte[] bytes) {
        try {
            return keys.decode(new String(bytes, UTF_8));
        } catch (CodecException e) {
            throw named(e);
        }
    }

    /**
     * The bytes of a value.
     *
     * @throws ClassCastException if it is not of the declared type
     */
    byte[] value(V value) {
        if (!valueType.isInstance(value)) {
            throw mismatch("values", valueType, value);
        }
        try {
            return values.encode(value);
        } catch (CodecException e) {
            throw named(e);
        }
    }

    V value(byte[] bytes) {
        try {
            return values.decode(bytes);
        } catch (CodecException e) {
            throw named(e);
        }
    }

    /** Whether values that have other bytes than the expected ones may be equal all the same. */
    boolean equalsNeedsDecoding() {
        return !values.canonical();
    }

    /** How keys and values are written. */
    @Override
    public String toString() {
        return "keys as " + keys.name() + ", values as " + values.name();
    }

    private ClassCastException mismatch(String what, Class<?> declared, Object actual) {
        return new ClassCastException("cache '" + cacheName + "' has " + what + " of type " + declared.getName()
                + ", not " + actual.getClass().getName());
    }

    private CodecException named(CodecException e) {
        return new CodecException("cache '" + cacheName + "': " + e.getMessage(), e);
    }
}
