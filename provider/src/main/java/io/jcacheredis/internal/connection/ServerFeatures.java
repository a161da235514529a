package io.jcacheredis.internal.connection;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What all servers can do that were met so far. One that is met later may be older, as during an upgrade; so whoever relies on
 * it must know what to do when it is refused. Safe for use by several threads.
 */
final class ServerFeatures {

    private enum Known {
        NOBODY_MET,
        YES,
        NO
    }

    private final AtomicReference<Known> setIfEqual = new AtomicReference<>(Known.NOBODY_MET);

    /** Takes what a server says that it is. */
    void met(Greeting server) {
        if (!server.setsIfEqual()) {
            setIfEqual.set(Known.NO);
        } else {
            setIfEqual.compareAndSet(Known.NOBODY_MET, Known.YES);
        }
    }

    /** Whether SET has the option IFEQ. */
    boolean setIfEqual() {
        return setIfEqual.get() == Known.YES;
    }
}
