package io.jcacheredis;

/**
 * Is told of each call of the caches of a manager, from {@link RedisCacheManager#observe} on: for spans, say. {@code
 * io.jcacheredis.micrometer.RedisCacheObservation} is one for Micrometer.
 *
 * <p>May be called by several threads at once. What it throws is logged, and the call that it was to observe goes on.
 */
@FunctionalInterface
public interface CallObserver {

    /**
     * A call begins, in the calling thread. It may be made by a loader, listener or processor of another call, which then ends later.
     *
     * @param operation the name of the method: {@code get}, {@code putIfAbsent}, {@code invoke}
     * @return is told of its end
     */
    Observed begins(String cacheName, String operation);

    /**
     * Something that another thread is to do for the calling one: an asynchronous call, or a load that nobody waits for.
     *
     * @return the same, with what that thread has to know of the calling one
     */
    default Runnable carried(Runnable task) {
        return task;
    }

    /** A call that is under way. */
    @FunctionalInterface
    interface Observed {

        /** It ends, in the same thread. */
        void ends(CallOutcome outcome);
    }
}
