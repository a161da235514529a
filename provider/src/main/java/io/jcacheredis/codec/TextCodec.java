package io.jcacheredis.codec;

/**
 * Numbers, enums, {@code java.time} values and the like as plain text, so that {@code redis-cli} shows {@code 42}, and
 * {@code INCR} works on it.
 *
 * <p>A floating-point number is also read in another spelling, as {@code INCRBYFLOAT} and other programs write it; its
 * bytes are therefore not canonical. Every other type is read only as it is written.
 */
final class TextCodec<V> implements Codec<V>, Shaped {

    private final TextType<V> type;
    private final boolean lenient;

    TextCodec(TextType<V> type) {
        this.type = type;
        this.lenient = type.type() == Double.class || type.type() == Float.class;
    }

    @Override
    public String name() {
        return "text";
    }

    @Override
    public byte[] encode(V value) {
        return Utf8.encode(type.write(value));
    }

    @Override
    public V decode(byte[] bytes) {
        String text = Utf8.decode(bytes);
        return lenient ? type.read(text) : type.readStrictly(text);
    }

    @Override
    public Shape shape() {
        return Shape.TEXT;
    }

    @Override
    public boolean canonical() {
        return !lenient;
    }
}
