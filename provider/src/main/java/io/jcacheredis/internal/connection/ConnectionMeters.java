package io.jcacheredis.internal.connection;

import java.util.List;

/**
 * What is counted of connections, at one moment.
 *
 * @param breaker the state of the circuit breaker, as its library calls it
 * @param notSent calls for which the server was left alone or no lane was free in time
 * @param late calls that were sent and not answered in time
 * @param broken calls that were sent and failed otherwise
 * @param repeated reads that were sent twice
 * @param opened connections that were made
 * @param busy lanes in use
 * @param waiting calls that wait for a lane
 */
public record ConnectionMeters(
        String breaker,
        long outages,
        long notSent,
        long late,
        long broken,
        long repeated,
        long opened,
        int busy,
        int waiting) {

    /** The states of a breaker; worse ones come later. */
    private static final List<String> STATES = List.of("CLOSED", "HALF_OPEN", "OPEN");

    static final ConnectionMeters NONE = new ConnectionMeters("CLOSED", 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together; the breaker's state is the worse one. */
    ConnectionMeters plus(ConnectionMeters other) {
        return new ConnectionMeters(
                STATES.indexOf(breaker) > STATES.indexOf(other.breaker) ? breaker : other.breaker,
                outages + other.outages,
                notSent + other.notSent,
                late + other.late,
                broken + other.broken,
                repeated + other.repeated,
                opened + other.opened,
                busy + other.busy,
                waiting + other.waiting);
    }

    /** What has been counted, without what there is at the moment. */
    ConnectionMeters past() {
        return new ConnectionMeters(NONE.breaker, outages, notSent, late, broken, repeated, opened, 0, 0);
    }
}
