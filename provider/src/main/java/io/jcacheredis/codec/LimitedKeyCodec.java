package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Holds a codec to {@link Limit#KEY_BYTES} on writing: what is read has been written or is compared with what is. */
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
        String text = codec.encode(key);
        boolean certainlyShort = (long) text.length() * MOST_BYTES <= limit;
        if (!certainlyShort && (text.length() > limit || text.getBytes(UTF_8).length > limit)) {
            throw Limit.KEY_BYTES.exceeded(limit);
        }
        return text;
    }

    @Override
    public K decode(String text) {
        return codec.decode(text);
    }
}
