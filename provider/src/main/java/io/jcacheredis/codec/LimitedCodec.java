package io.jcacheredis.codec;

import java.util.Set;

/**
 * Holds a codec to {@link Limit#VALUE_BYTES}, on writing before anything is sent, and on reading before it is looked at;
 * and to the one exception of codecs, which a user's need not keep to.
 */
final class LimitedCodec<V> implements Codec<V>, Shaped {

    private final Codec<V> codec;
    private final int limit;

    LimitedCodec(Codec<V> codec, CodecSettings settings) {
        this.codec = codec;
        this.limit = settings.limit(Limit.VALUE_BYTES);
    }

    @Override
    public String name() {
        return codec.name();
    }

    @Override
    public byte[] encode(V value) {
        try {
            return require(codec.encode(value));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CodecException(
                    "the codec " + name() + " can't write a " + value.getClass().getName(), Causes.told(e));
        }
    }

    @Override
    public V decode(byte[] bytes) {
        try {
            return codec.decode(require(bytes));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new CodecException(
                    CodecException.Reason.UNREADABLE, "the codec " + name() + " can't read the bytes", Causes.told(e));
        }
    }

    private byte[] require(byte[] bytes) {
        if (bytes.length > limit) {
            throw Limit.VALUE_BYTES.exceeded(limit);
        }
        return bytes;
    }

    @Override
    public Set<String> reads() {
        return codec.reads();
    }

    @Override
    public boolean canonical() {
        return codec.canonical();
    }

    @Override
    public Shape shape() {
        return Shape.of(codec);
    }
}
