package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import java.util.Set;

/** Java serialization in a typed cache, which allows what its type is made of. */
public final class JavaTypedFuzz {

    private static final Codec<Model.Node> CODEC = Codecs.java(
            Model.Node.class,
            CodecSettings.defaults(new WatchingLoader(
                    Set.of(Model.Node.class.getName(), Model.Color.class.getName(), Model.Point.class.getName()))));

    private JavaTypedFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Bounds.check(bytes.length, () -> Decoding.check(CODEC, bytes, Same::test));
    }
}
