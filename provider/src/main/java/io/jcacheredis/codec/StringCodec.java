package io.jcacheredis.codec;

/** Strings as UTF-8. A string with an unpaired surrogate is refused, as UTF-8 can't carry it. */
final class StringCodec implements Codec<String>, Shaped {

    @Override
    public String name() {
        return "string";
    }

    @Override
    public byte[] encode(String value) {
        return Utf8.encode(value);
    }

    @Override
    public String decode(byte[] bytes) {
        return Utf8.decode(bytes);
    }

    @Override
    public Shape shape() {
        return Shape.TEXT;
    }

    @Override
    public boolean canonical() {
        return true;
    }
}
