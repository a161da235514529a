package io.jcacheredis.cdi.internal;

import org.jspecify.annotations.Nullable;

/** Lets what a method threw reach its caller as it was. */
final class Thrown {

    private Thrown() {}

    /**
     * Throws it, also where the compiler wants it declared. The return type is for callers who want to say that they end
     * here.
     */
    static RuntimeException unchanged(@Nullable Throwable failure) {
        Throwable any = failure == null ? new IllegalStateException("failed without a cause") : failure;
        throw Thrown.<RuntimeException>unchecked(any);
    }

    /**
     * Does what a failure makes necessary. What goes wrong there is a suppressed exception of the failure, as with
     * {@code try}: who called the method handles the method's exceptions, and not those of a cache.
     */
    static void andThen(Throwable failure, Runnable action) {
        try {
            action.run();
        } catch (Throwable t) {
            if (t != failure) {
                failure.addSuppressed(t);
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The cast is none at run time: that is the point.
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
