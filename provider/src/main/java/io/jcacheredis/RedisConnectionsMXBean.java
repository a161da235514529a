package io.jcacheredis;

/**
 * The connections of a cache manager to Redis, for who looks into an outage. Counted since they were first used by this
 * provider; managers with the same address share them. Shown as {@code io.jcacheredis:type=Connections,CacheManager=…}.
 */
public interface RedisConnectionsMXBean {

    /** Where Redis is, without user and password. */
    String getAddress();

    /** {@code CLOSED} while all is well, {@code OPEN} while Redis is left alone, {@code HALF_OPEN} while one call tries. */
    String getCircuitBreakerState();

    /** How often Redis stopped to answer. */
    long getOutages();

    /** Calls that were not sent: Redis was left alone, or no connection was free in time. */
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
