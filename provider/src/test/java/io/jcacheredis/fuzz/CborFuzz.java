package io.jcacheredis.fuzz;

import io.jcacheredis.codec.StructuredCodec;
import java.util.List;

/** CBOR of the {@link StructuredTypes}. */
public final class CborFuzz {

    private static final List<StructuredCodec<?>> CODECS = StructuredTypes.cbor();

    private CborFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        StructuredTypes.check(CODECS, bytes);
    }
}
