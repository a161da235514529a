package io.jcacheredis.codec;

/**
 * A codec for the values of a cache, and why it is this one.
 *
 * @param reason one line for the log, such as {@code json: every part of record com.acme.Foo can be rebuilt}
 */
public record CodecChoice<V>(Codec<V> codec, String reason) {}
