package io.jcacheredis.codec;

import java.util.List;

/**
 * A codec for the values of a cache, and why it is this one.
 *
 * @param reason one line for the log, such as {@code json: every part of record com.acme.Foo can be rebuilt}
 * @param overruled the settings that have no effect, as the codec object of a program has its own, such as {@code
 *     schema-version}
 */
public record CodecChoice<V>(Codec<V> codec, String reason, List<String> overruled) {

    public CodecChoice {
        overruled = List.copyOf(overruled);
    }

    CodecChoice(Codec<V> codec, String reason) {
        this(codec, reason, List.of());
    }
}
