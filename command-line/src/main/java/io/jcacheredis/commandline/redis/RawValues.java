package io.jcacheredis.commandline.redis;

import io.jcacheredis.codec.Codec;
import java.util.Set;

/**
 * Values as their bytes in Redis, whatever wrote them: the applications that have the cache open agree with it.
 *
 * @param reads the names of all formats that may be there
 */
record RawValues(Set<String> reads) implements Codec<byte[]> {

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
        return bytes.clone();
    }
}
