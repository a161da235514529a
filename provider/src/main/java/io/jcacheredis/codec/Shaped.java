package io.jcacheredis.codec;

/** A codec that knows what its bytes begin with. */
interface Shaped {

    /** What its bytes begin with. */
    Shape shape();

    /** Whether some of its values are in an {@link Envelope} instead. */
    default boolean alsoEnvelopes() {
        return false;
    }

    /** Whether what a codec writes may be an {@link Envelope}, for certain or now and then. */
    static boolean writesEnvelopes(Codec<?> codec) {
        return codec instanceof Shaped shaped && (shaped.shape() == Shape.ENVELOPE || shaped.alsoEnvelopes());
    }
}
