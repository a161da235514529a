package io.jcacheredis.codec;

import java.util.Set;

/**
 * Turns the values of one cache into bytes and back.
 *
 * <p>The bytes are exactly what lies in Redis, with no header unless an option such as compression needs one, so that
 * {@code redis-cli} and programs in other languages can read them. A codec is used by many threads at once and keeps no state between calls. {@code decode(encode(v))}
 * equals {@code v} and shares no mutable state with it: this is what makes the cache store by value.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {

    /** A short name for logs and for the comparison between JVMs, such as {@code json} or {@code java}. */
    String name();

    /**
     * Writes a value.
     *
     * @throws CodecException if the value can't be written, or could not be read back as it is
     */
    byte[] encode(V value);

    /**
     * Reads a value.
     *
     * @param bytes are not changed, but the value may keep them: whoever gets a value uses them no more
     * @throws CodecException if the bytes were not written by this codec, exceed a limit, or name a class that is not
     *     allowed; its {@linkplain CodecException#reason() reason} tells which. Another exception counts as {@link
     *     CodecException.Reason#UNREADABLE}
     */
    V decode(byte[] bytes);

    /**
     * The names of the formats that it reads, its own among them. JVMs may share a cache if their codecs have one in common:
     * so one that also reads what an earlier one wrote can be rolled out while that is still in use.
     */
    default Set<String> reads() {
        return Set.of(name());
    }

    /**
     * Whether different bytes always mean values that are not equal. Where this holds, a comparison needs no decoding.
     */
    default boolean canonical() {
        return false;
    }
}
