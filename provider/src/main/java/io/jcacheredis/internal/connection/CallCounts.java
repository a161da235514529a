package io.jcacheredis.internal.connection;

import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.exceptions.JedisException;

/** Counts of calls that failed or were repeated. Safe for use by several threads. */
final class CallCounts {

    private final LongAdder notSent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    void countRepeated() {
        repeated.increment();
    }

    void count(JedisException failure) {
        if (failure instanceof NotSentException) {
            notSent.increment();
        } else if (FailureMessages.rootOf(failure) instanceof SocketTimeoutException) {
            late.increment();
        } else {
            broken.increment();
        }
    }

    ConnectionMeters read() {
        ConnectionMeters none = ConnectionMeters.NONE;
        return new ConnectionMeters(
                none.breaker(), 0, notSent.sum(), late.sum(), broken.sum(), repeated.sum(), 0, 0, 0);
    }
}
