package io.jcacheredis;

/**
 * What is counted of connections to Redis, for who looks into an outage. Counted since they were first used by this provider; managers
 * with the same address share them. To read one asks Redis nothing.
 */
public interface RedisConnectionMeters {

    /** Where Redis, or the one server of it, is, without user and password. */
    String getAddress();

    /**
     * {@code CLOSED} while all is well, {@code OPEN} while a server is left alone, {@code HALF_OPEN} while one call tries; of several
     * servers, the worst.
     */
    String getCircuitBreakerState();

    /** How often a server stopped to answer. */
    long getOutages();

    /** Calls that were not sent: the server was left alone, or no connection was free in time. */
    long getCallsNotSent();

    /** Calls that were sent and not answered within the time-out. */
    long getCallsLate();

    /** Calls that were sent and failed in another way: most often, the connection broke. */
    long getCallsBroken();

    /** Calls that only read and were sent a second time. */
    long getReadsRepeated();

    /** Connections that were opened. */
    long getConnectionsOpened();

    /** Connections that are being used at this moment. */
    int getConnectionsBusy();

    /** Calls that wait for a connection at this moment. */
    int getCallsWaiting();
}
