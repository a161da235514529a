package io.jcacheredis.codec;

/** Byte arrays as they are. What is written is copied, so that the cache never shares an array with its user. */
final class BytesCodec implements Codec<byte[]> {

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public byte[] encode(byte[] value) {
        return value.clone();
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }

    @Override
    public boolean canonical() {
        return true;
    }
}
