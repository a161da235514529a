package io.jcacheredis.fuzz;

import io.jcacheredis.codec.StructuredCodec;
import java.util.List;

/** JSON of the {@link StructuredTypes}. */
public final class JsonFuzz {

    private static final List<StructuredCodec<?>> CODECS = StructuredTypes.json();

    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        StructuredTypes.check(CODECS, bytes);
    }
}
