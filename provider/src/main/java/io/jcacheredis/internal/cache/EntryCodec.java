package io.jcacheredis.internal.cache;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.KeyCodec;
import java.util.Set;

/** Turns keys and values of one cache into bytes and back, and holds the cache to its declared types. Thread-safe. */
public final class EntryCodec<K, V> {

    /** Strict both ways: with replacement characters, two keys could become one. */
    private static final Codec<String> UTF_8 = Codecs.string();

    private final DeclaredType<K> keyType;
    private final DeclaredType<V> valueType;
    private final KeyCodec<K> keys;
    private final Codec<V> values;

    public EntryCodec(String cacheName, Class<K> keyType, Class<V> valueType, KeyCodec<K> keys, Codec<V> values) {
        this.keyType = DeclaredType.ofKeys(cacheName, keyType);
        this.valueType = DeclaredType.ofValues(cacheName, valueType);
        this.keys = keys;
        this.values = values;
    }

    /**
     * The bytes of a key.
     *
     * @throws ClassCastException if it is not of the declared type
     */
    byte[] key(K key) {
        String text = keyText(key);
        try {
            return UTF_8.encode(text);
        } catch (CodecException e) {
            throw keyType.whileWriting(e, key);
        }
    }

    /**
     * A key as it is written.
     *
     * @throws ClassCastException if it is not of the declared type
     */
    String keyText(K key) {
        keyType.require(key);
        try {
            return keys.encode(key);
        } catch (CodecException e) {
            throw keyType.whileWriting(e, key);
        }
    }

    /**
     * The key that is written as those bytes.
     *
     * @throws CodecException if it is not a key of this cache, such as one that is not UTF-8
     */
    K key(byte[] bytes) {
        try {
            return keys.decode(UTF_8.decode(bytes));
        } catch (CodecException e) {
            throw keyType.whileReading(e);
        }
    }

    /**
     * The bytes of a value.
     *
     * @throws ClassCastException if it is not of the declared type
     */
    byte[] value(V value) {
        valueType.require(value);
        try {
            return values.encode(value);
        } catch (CodecException e) {
            throw valueType.whileWriting(e, value);
        }
    }

    V value(byte[] bytes) {
        try {
            return values.decode(bytes);
        } catch (CodecException e) {
            throw valueType.whileReading(e);
        }
    }

    /** Whether values that have other bytes than the expected ones may be equal all the same. */
    boolean equalsNeedsDecoding() {
        return !values.canonical();
    }

    /** The name of the format of keys. */
    public String keyFormat() {
        return keys.name();
    }

    /** The names of the formats in which it reads values. */
    public Set<String> formats() {
        return values.reads();
    }
}
