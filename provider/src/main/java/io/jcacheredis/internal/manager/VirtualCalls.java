package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.cache.CallThreads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Runs each call by a virtual thread of its own, where code of users may wait in one without harm: from JDK 24 on. Before, a virtual
 * thread that waits in a synchronized block holds its carrier (JEP 491), and as many such loads as there are processors would hold up
 * every virtual thread of the application.
 */
final class VirtualCalls implements CallThreads {

    private static final int FIRST_GOOD_JDK = 24;

    private final MethodHandle start;

    private VirtualCalls(MethodHandle start) {
        this.start = start;
    }

    /** One of these on such a JDK, or else null. */
    static @Nullable CallThreads ifGood() {
        if (Runtime.version().feature() < FIRST_GOOD_JDK) {
            return null;
        }
        try {
            return new VirtualCalls(MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class)));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("a JDK without Thread.startVirtualThread", e);
        }
    }

    @Override
    public void run(Runnable call, int depth) {
        Runnable named = () -> {
            Thread.currentThread().setName("jcache-redis-call");
            call.run();
        };
        try {
            Thread started = (Thread) start.invokeExact(named);
            assert started != null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.startVirtualThread throws no checked exception", e);
        }
    }
}
