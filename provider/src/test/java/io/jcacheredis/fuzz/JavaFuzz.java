package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import java.util.Set;

/** Java serialization in an untyped cache that allows the classes of the {@link Model}. */
public final class JavaFuzz {

    private static final Codec<Object> CODEC = Codecs.java(Object.class, settings());

    private JavaFuzz() {}

    static CodecSettings settings() {
        WatchingLoader loader = new WatchingLoader(Set.of(Model.ALLOW.split(";", -1)));
        return CodecSettings.defaults(loader).withAllow(Model.ALLOW);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Bounds.check(bytes.length, () -> Decoding.check(CODEC, bytes, Same::test));
    }
}
