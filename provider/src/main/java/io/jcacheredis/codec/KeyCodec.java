package io.jcacheredis.codec;

/**
 * Turns the keys of one cache into the readable last part of a Redis key, and back.
 *
 * <p>Equal keys must give equal text in every JVM, and keys that differ must give texts that differ: this text is the
 * identity of an entry. A codec is used by many threads at once and keeps no state between calls.
 *
 * @param <K> the type of the keys
 */
public interface KeyCodec<K> {

    /** A short name for logs and for the comparison between JVMs. */
    String name();

    /**
     * Writes a key. Any text is allowed, also {@code :}, glob characters and braces.
     *
     * @throws CodecException if the key can't be written
     */
    String encode(K key);

    /**
     * Reads a key.
     *
     * @throws CodecException if the text was not written by this codec
     */
    K decode(String text);
}
