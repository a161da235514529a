package io.jcacheredis.benchmarks;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Virtual threads where this JVM has them; this code is compiled for one that has none. */
final class VirtualThreads {

    private VirtualThreads() {}

    /** A maker of them, or null. */
    static @Nullable ThreadFactory factory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
