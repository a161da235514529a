package io.jcacheredis.internal.connection;

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
        int waiting) {}
