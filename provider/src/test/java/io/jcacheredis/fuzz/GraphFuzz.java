package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/**
 * Whether the bound on hashing holds: objects that hold each other in any way, made by the {@link Graph} that an input
 * describes, are refused, or reading them hashes no more often than the limit says. That is counted, not estimated.
 */
public final class GraphFuzz {

    private static final int MOST = 2_000;
    private static final CodecSettings SETTINGS = JavaFuzz.settings().withLimit(Limit.HASH_STEPS, MOST);
    private static final Codec<Object> CODEC = Codecs.java(Object.class, SETTINGS);

    private GraphFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        byte[] serialized = serialized(new Graph(new Input(bytes)).root());
        Bounds.check(bytes.length, () -> {
            Model.Counted.hashed = 0;
            try {
                CODEC.decode(serialized);
            } catch (CodecException refused) {
                // Also what reading has begun must not go on for long.
            }
            if (Model.Counted.hashed > MOST) {
                throw new AssertionError(
                        Model.Counted.hashed + " objects were hashed, where " + MOST + " steps are the limit");
            }
        });
    }

    private static byte[] serialized(Object root) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
