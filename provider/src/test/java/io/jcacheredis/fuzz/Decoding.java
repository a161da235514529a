package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.KeyCodec;
import java.util.Arrays;
import java.util.function.BiPredicate;

/**
 * What must hold of whatever a codec is given: it is refused by a {@link CodecException} with a reason, or it is a value
 * that can be written, and comes back equal. Other exceptions are the fuzzer's to find.
 */
final class Decoding {

    private Decoding() {}

    static <V> void check(Codec<V> codec, byte[] bytes, BiPredicate<Object, Object> same) {
        V value;
        try {
            value = codec.decode(bytes);
        } catch (CodecException e) {
            requireReason(e);
            return;
        } finally {
            Canary.requireSilence();
        }
        byte[] written = codec.encode(value);
        if (codec.canonical() && !Arrays.equals(written, bytes)) {
            throw new AssertionError("two texts are read as one value by " + codec.name());
        }
        if (!same.test(value, codec.decode(written))) {
            throw new AssertionError("a value of " + value.getClass() + " does not come back equal");
        }
        Canary.requireSilence();
    }

    /** A key has one text, unless it is a serialized object. */
    static <K> void check(KeyCodec<K> codec, String text) {
        K key;
        try {
            key = codec.decode(text);
        } catch (CodecException e) {
            requireReason(e);
            return;
        } finally {
            Canary.requireSilence();
        }
        String written = codec.encode(key);
        if (!written.equals(text) && !text.contains("@java:")) {
            throw new AssertionError("two texts are read as one key by " + codec.name());
        }
        if (!codec.encode(codec.decode(written)).equals(written)) {
            throw new AssertionError("a key of " + key.getClass() + " does not come back");
        }
        Canary.requireSilence();
    }

    private static void requireReason(CodecException e) {
        if (e.reason() == CodecException.Reason.UNSUITABLE || e.getMessage().isEmpty()) {
            throw new AssertionError("refused without a reason", e);
        }
        Outcomes.refuse();
    }
}
