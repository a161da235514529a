package io.jcacheredis.internal.connection;

import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.exceptions.JedisException;

/** Counts what becomes of the calls to one server. Safe for use by several threads. */
final class ServerMeters {

    private final Breaker breaker;
    private final LongAdder notSent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    ServerMeters(Breaker breaker) {
        this.breaker = breaker;
    }

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

    /** What was counted so far, and what there is at the moment. */
    ConnectionMeters read(Lanes lanes) {
        return new ConnectionMeters(
                breaker.state(),
                breaker.outages(),
                notSent.sum() + breaker.notSent(),
                late.sum(),
                broken.sum(),
                repeated.sum(),
                lanes.opened(),
                lanes.busy(),
                lanes.waiting());
    }
}
