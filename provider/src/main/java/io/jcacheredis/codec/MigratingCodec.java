package io.jcacheredis.codec;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes one format and reads two, which their bytes tell apart for certain. */
final class MigratingCodec<V> implements Codec<V>, Shaped {

    private final Codec<V> codec;
    private final Codec<V> former;

    /**
     * Reads what either codec wrote.
     *
     * @throws CodecException if it could not be told which of the two did
     */
    MigratingCodec(Codec<V> codec, Codec<V> former) {
        boolean bothEnvelopes = Shaped.writesEnvelopes(codec) && Shaped.writesEnvelopes(former);
        if (bothEnvelopes || !Shape.of(codec).differsFrom(Shape.of(former))) {
            throw new CodecException("values of the codecs " + former.name() + " and " + codec.name()
                    + " can't be told apart by their bytes, so migrate-from can't read both; set schema-version to 2"
                    + " as well, which marks the new ones, or give the cache a new name");
        }
        this.codec = codec;
        this.former = former;
    }

    @Override
    public String name() {
        return codec.name();
    }

    @Override
    public byte[] encode(V value) {
        return codec.encode(value);
    }

    @Override
    public V decode(byte[] bytes) {
        return isFormer(bytes) ? former.decode(bytes) : codec.decode(bytes);
    }

    private boolean isFormer(byte[] bytes) {
        return Shape.ENVELOPE.fits(bytes)
                ? Shaped.writesEnvelopes(former)
                : Shape.of(former).fits(bytes);
    }

    @Override
    public Set<String> reads() {
        return both(codec, former);
    }

    static Set<String> both(Codec<?> codec, Codec<?> former) {
        return Stream.of(codec, former).flatMap(each -> each.reads().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** That of what it writes. */
    @Override
    public Shape shape() {
        return Shape.of(codec);
    }

    @Override
    public boolean alsoEnvelopes() {
        return Shaped.writesEnvelopes(codec);
    }
}
