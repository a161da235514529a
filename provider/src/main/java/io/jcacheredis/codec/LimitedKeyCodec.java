package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Holds a codec to {@link Limit#KEY_BYTES}, also on reading, as iterators find keys that others wrote; and to the one
 * exception of codecs, which a user's need not keep to.
 */
final class LimitedKeyCodec<K> implements KeyCodec<K> {

    /** The most bytes that UTF-8 takes for one char. */
    private static final int MOST_BYTES = 3;

    private final KeyCodec<K> codec;
    private final int limit;

    LimitedKeyCodec(KeyCodec<K> codec, CodecSettings settings) {
        this.codec = codec;
        this.limit = settings.limit(Limit.KEY_BYTES);
    }

    @Override
    public String name() {
        return codec.name();
    }

    @Override
    public String encode(K key) {
        try {
            return require(codec.encode(key));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CodecException(
                    "the codec " + name() + " can't write a " + key.getClass().getName(), Causes.told(e));
        }
    }

    private String require(String text) {
        boolean certainlyShort = (long) text.length() * MOST_BYTES <= limit;
        if (!certainlyShort && (text.length() > limit || text.getBytes(UTF_8).length > limit)) {
            throw Limit.KEY_BYTES.exceeded(limit);
        }
        return text;
    }

    @Override
    public K decode(String text) {
        try {
            return codec.decode(require(text));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CodecException(
                    CodecException.Reason.UNREADABLE,
                    "the codec " + name() + " can't read the text of a key",
                    Causes.told(e));
        }
    }
}
