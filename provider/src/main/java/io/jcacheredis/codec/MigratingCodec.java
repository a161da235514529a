package io.jcacheredis.codec;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes one format and reads two, which their bytes tell apart for certain. */
final class MigratingCodec<V> implements Option<V>, Shaped {

    private final Codec<V> codec;
    private final Codec<V> former;

    /**
     * Reads what either codec wrote.
     *
     * @throws CodecException if it could not be told which of the two did
     */
    MigratingCodec(Codec<V> codec, Codec<V> former) {
        boolean bothEnvelopes = Shaped.writesEnvelopes(codec) && Shaped.writesEnvelopes(former);
        if (bothEnvelopes || !Shape.of(codec).differsFrom(Shape.of(recognizable(former)))) {
            throw new CodecException("values of the codecs " + former.name() + " and " + codec.name()
                    + " can't be told apart by their bytes, so migrate-from can't read both; set schema-version to 2"
                    + " as well, which marks the new ones, or give the cache a new name");
        }
        this.codec = codec;
        this.former = former;
    }

    /**
     * A codec for values without a mark.
     *
     * @throws CodecException if they could look as if they had one
     */
    static <V> Codec<V> recognizable(Codec<V> former) {
        if (Shape.of(former) == Shape.ANY) {
            throw new CodecException("values of the codec " + former.name()
                    + " may be any bytes, so that migrate-from can't tell them from others; give the cache a new name");
        }
        return former;
    }

    @Override
    public Codec<V> writer() {
        return codec;
    }

    @Override
    public Codec<V> with(CodecSettings cache) {
        return new MigratingCodec<>(ValueCodecs.bounded(codec, cache), ValueCodecs.bounded(former, cache));
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

    /** Whether what the former codec wrote may look like that of an option. */
    private boolean readsEnvelopes() {
        return Shaped.writesEnvelopes(former);
    }

    /** Whether there is such a codec, at whichever depth: an option around it would take its values for its own. */
    static boolean readsEnvelopes(Codec<?> codec) {
        return (codec instanceof MigratingCodec<?> migrating && migrating.readsEnvelopes())
                || (codec instanceof Option<?> option && readsEnvelopes(option.writer()));
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
