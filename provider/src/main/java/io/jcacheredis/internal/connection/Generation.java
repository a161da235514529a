package io.jcacheredis.internal.connection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A number that is another one after each connection to a server that broke. Servers that share a counter never have the same
 * number, so that a change of the server shows in it too.
 */
final class Generation {

    private final AtomicInteger counter;
    private final AtomicInteger current;

    Generation(AtomicInteger counter) {
        this.counter = counter;
        this.current = new AtomicInteger(counter.getAndIncrement());
    }

    int current() {
        return current.get();
    }

    void next() {
        current.accumulateAndGet(counter.getAndIncrement(), (a, b) -> a - b > 0 ? a : b);
    }
}
