package io.jcacheredis.codec;

import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates what another codec writes, from some size on, and only where that makes it smaller. Reads what was written
 * with compression and, unless the other codec may write anything, without.
 */
final class CompressedCodec<V> implements Option<V>, Shaped {

    /** A byte of RFC 1951 stands for no more than this many. */
    private static final long MAX_RATIO = 1032;

    /** What so few bytes become is not worth a thought. */
    private static final int FREE = 1024 * 1024;

    /** Honest values become 5 to 50 times as many bytes. A value that would be more than these is not compressed. */
    private static final int MOST_TIMES = 100;

    private final Codec<V> codec;
    private final boolean deflates;
    private final int threshold;
    private final int limit;
    private final boolean follows;

    CompressedCodec(Codec<V> codec, CodecSettings settings) {
        this(codec, settings, false);
    }

    /**
     * A codec for a cache, or for one that is not known yet.
     *
     * @param follows whether the threshold and the limit are those of the cache as soon as it is known
     */
    CompressedCodec(Codec<V> codec, CodecSettings settings, boolean follows) {
        this(
                codec,
                settings.compression() == Compression.DEFLATE,
                settings.compressionThreshold(),
                limit(settings),
                follows);
    }

    private CompressedCodec(Codec<V> codec, boolean deflates, int threshold, int limit, boolean follows) {
        this.codec = codec;
        this.deflates = deflates;
        this.threshold = threshold;
        this.limit = limit;
        this.follows = follows;
    }

    /** What is in another envelope may be longer than the value by its header. */
    private static int limit(CodecSettings settings) {
        return (int) Math.min(Integer.MAX_VALUE, (long) settings.limit(Limit.VALUE_BYTES) + Envelope.HEADER);
    }

    @Override
    public Codec<V> writer() {
        return codec;
    }

    @Override
    public CompressedCodec<V> with(CodecSettings cache) {
        return around(ValueCodecs.bounded(codec, cache), cache);
    }

    /** This compression around another codec. */
    CompressedCodec<V> around(Codec<V> other, CodecSettings cache) {
        return new CompressedCodec<>(
                other,
                deflates,
                follows ? cache.compressionThreshold() : threshold,
                follows ? limit(cache) : limit,
                follows);
    }

    @Override
    public String name() {
        return deflates ? codec.name() + "+deflate" : codec.name();
    }

    @Override
    public Set<String> reads() {
        return codec.reads();
    }

    @Override
    public byte[] encode(V value) {
        byte[] bytes = codec.encode(value);
        byte[] deflated = deflates && bytes.length >= threshold ? deflate(bytes) : null;
        if (deflated != null) {
            return deflated;
        }
        boolean mistakable = Shape.of(codec) == Shape.ANY;
        return mistakable ? Envelope.write(Envelope.Kind.STORED, bytes.length, bytes, bytes.length) : bytes;
    }

    /** The bytes in an envelope; {@code null} if that would not be shorter. */
    private static byte @Nullable [] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] content = new byte[Math.max(0, bytes.length - Envelope.HEADER - 1)];
            int length = deflater.deflate(content);
            return deflater.finished() && !isBomb(bytes.length, length)
                    ? Envelope.write(Envelope.Kind.DEFLATED, bytes.length, content, length)
                    : null;
        } finally {
            deflater.end();
        }
    }

    private static boolean isBomb(int length, int deflated) {
        return length > FREE && length > (long) MOST_TIMES * deflated;
    }

    @Override
    public V decode(byte[] bytes) {
        Envelope envelope = Envelope.read(bytes);
        if (envelope != null) {
            return switch (envelope.kind()) {
                case DEFLATED -> codec.decode(inflate(envelope));
                case STORED -> codec.decode(whole(envelope));
                case VERSIONED -> codec.decode(bytes);
            };
        }
        if (Shape.of(codec) == Shape.ANY) {
            throw CodecException.unreadable("the bytes were not written with compression, and those of the codec "
                    + codec.name() + " can't be told from others; clear the cache, or give it a new name");
        }
        return codec.decode(bytes);
    }

    private static byte[] whole(Envelope envelope) {
        if (envelope.number() != envelope.length()) {
            throw malformed();
        }
        return envelope.content();
    }

    /** Believes the declared length only if it is allowed and possible, and inflates no more than that. */
    private byte[] inflate(Envelope envelope) {
        int length = envelope.number();
        if (length > limit) {
            throw Limit.VALUE_BYTES.exceeded(limit - Envelope.HEADER);
        }
        if (length < 0 || length > MAX_RATIO * envelope.length()) {
            throw malformed();
        }
        if (isBomb(length, envelope.length())) {
            throw new CodecException(
                    CodecException.Reason.TOO_LARGE,
                    "the value would be more than " + MOST_TIMES + " times as long as its compressed bytes");
        }
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(envelope.rest().duplicate());
            int inflated = inflater.inflate(bytes);
            // A stream as long as it says may still have its end, which has no bytes of the value, unread.
            boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (inflated != length || more || !inflater.finished() || inflater.getRemaining() > 0) {
                throw malformed();
            }
        } catch (DataFormatException e) {
            throw CodecException.unreadable("the compressed bytes are damaged", e);
        } finally {
            inflater.end();
        }
        return bytes;
    }

    private static CodecException malformed() {
        return CodecException.unreadable("the compressed bytes are not what their envelope says");
    }

    @Override
    public Shape shape() {
        return deflates && Shape.of(codec) == Shape.ANY ? Shape.ENVELOPE : Shape.of(codec);
    }

    @Override
    public boolean alsoEnvelopes() {
        return deflates;
    }
}
