package io.jcacheredis.cdi.internal;

import org.jspecify.annotations.Nullable;

/** Throws what a method threw as it was, where the compiler wants it declared. */
final class Thrown {

    private Thrown() {}

    /** Throws it; the return type is for callers who want to say that they end here. */
    static RuntimeException unchanged(@Nullable Throwable failure) {
        Throwable any = failure == null ? new IllegalStateException("failed without a cause") : failure;
        throw Thrown.<RuntimeException>unchecked(any);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The cast is none at run time: that is the point.
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
