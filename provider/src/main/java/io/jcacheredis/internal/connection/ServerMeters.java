package io.jcacheredis.internal.connection;

import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

/** Counts what becomes of the calls to one server, for itself and for all servers together. Safe for use by several threads. */
final class ServerMeters {

    private final Breaker breaker;
    private final CallCounts own = new CallCounts();
    private final List<CallCounts> counts;

    ServerMeters(Breaker breaker, CallCounts together) {
        this.breaker = breaker;
        this.counts = List.of(own, together);
    }

    void countRepeated() {
        counts.forEach(CallCounts::countRepeated);
    }

    void count(JedisException failure) {
        counts.forEach(each -> each.count(failure));
    }

    /** What was counted so far, and what there is at the moment. */
    ConnectionMeters read(Lanes lanes) {
        return own.read().plus(readWithoutCounts(lanes));
    }

    /** The same without what is counted for all servers together too. */
    ConnectionMeters readWithoutCounts(Lanes lanes) {
        return new ConnectionMeters(
                breaker.state(),
                breaker.outages(),
                breaker.notSent(),
                0,
                0,
                0,
                lanes.opened(),
                lanes.busy(),
                lanes.waiting());
    }
}
