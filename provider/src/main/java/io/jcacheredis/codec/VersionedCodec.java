package io.jcacheredis.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks values with a schema version and reads those of the same version only. Version 1 is that of values without a
 * mark, and is written so.
 */
final class VersionedCodec<V> implements Option<V>, Shaped {

    private final Codec<V> codec;
    private final int version;
    private final @Nullable Codec<V> former;

    VersionedCodec(Codec<V> codec, int version) {
        this(codec, version, null);
    }

    /** With a codec for values without a mark, which were written before there was a version. */
    VersionedCodec(Codec<V> codec, int version, @Nullable Codec<V> former) {
        this.codec = codec;
        this.version = version;
        this.former = former;
    }

    @Override
    public Codec<V> writer() {
        return codec;
    }

    @Override
    public Codec<V> with(CodecSettings cache) {
        return new VersionedCodec<>(
                ValueCodecs.bounded(codec, cache), version, former == null ? null : ValueCodecs.bounded(former, cache));
    }

    @Override
    public String name() {
        return version == 1 ? codec.name() : codec.name() + "+v" + version;
    }

    @Override
    public Set<String> reads() {
        return former == null ? codec.reads() : MigratingCodec.both(codec, former);
    }

    @Override
    public byte[] encode(V value) {
        byte[] bytes = codec.encode(value);
        return version == 1 ? bytes : Envelope.write(Envelope.Kind.VERSIONED, version, bytes, bytes.length);
    }

    @Override
    public V decode(byte[] bytes) {
        Envelope envelope = Envelope.read(bytes);
        if (envelope == null) {
            return decodeUnmarked(bytes);
        }
        if (envelope.kind() != Envelope.Kind.VERSIONED) {
            if (version == 1 && Shaped.writesEnvelopes(codec)) {
                return codec.decode(bytes);
            }
            throw CodecException.unreadable("an envelope of the kind " + envelope.kind() + " where none can be");
        }
        if (envelope.number() != version) {
            throw otherVersion(envelope.number());
        }
        if (version == 1) {
            // It is never written, and would be a second way to say a value, which canonical() denies.
            throw CodecException.unreadable("an envelope that says version 1, which is no mark");
        }
        return codec.decode(envelope.content());
    }

    private V decodeUnmarked(byte[] bytes) {
        if (former != null) {
            return former.decode(bytes);
        }
        if (version != 1) {
            throw otherVersion(1);
        }
        return codec.decode(bytes);
    }

    private CodecException otherVersion(int other) {
        return new CodecException(
                CodecException.Reason.OTHER_VERSION,
                "the value has schema version " + other + ", and this cache reads schema-version " + version + " only");
    }

    @Override
    public boolean canonical() {
        return former == null && codec.canonical();
    }

    @Override
    public Shape shape() {
        return version == 1 ? Shape.of(codec) : Shape.ENVELOPE;
    }

    @Override
    public boolean alsoEnvelopes() {
        return version == 1 && Shaped.writesEnvelopes(codec);
    }
}
