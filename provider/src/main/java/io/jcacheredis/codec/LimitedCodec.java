package io.jcacheredis.codec;

import java.util.Set;

/** Holds a codec to {@link Limit#VALUE_BYTES}, on writing before anything is sent, and on reading before it is looked at. */
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
        return require(codec.encode(value));
    }

    @Override
    public V decode(byte[] bytes) {
        return codec.decode(require(bytes));
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

    @Override
    public boolean alsoEnvelopes() {
        return Shaped.writesEnvelopes(codec);
    }
}
