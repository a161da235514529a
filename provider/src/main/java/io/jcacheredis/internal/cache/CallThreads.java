package io.jcacheredis.internal.cache;

/** Runs calls that the caller does not wait for. */
@FunctionalInterface
public interface CallThreads {

    /**
     * Has a call run, soon and by another thread.
     *
     * @param depth how many calls wait for this one, each within the next: code of users that runs in a call may ask for another one and
     *     wait for it, so deeper ones come first
     */
    void run(Runnable call, int depth);
}
