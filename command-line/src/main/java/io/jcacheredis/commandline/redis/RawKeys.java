package io.jcacheredis.commandline.redis;

import io.jcacheredis.codec.KeyCodec;

/**
 * Keys as their text in Redis, under the name of the codec that wrote them: the applications that have the cache open agree with it.
 *
 * @param name of that codec
 */
record RawKeys(String name) implements KeyCodec<String> {

    @Override
    public String encode(String key) {
        return key;
    }

    @Override
    public String decode(String text) {
        return text;
    }
}
