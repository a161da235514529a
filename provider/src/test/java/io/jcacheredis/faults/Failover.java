package io.jcacheredis.faults;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.OwnedKey.Risk;
import java.time.Duration;

/** The replacement of a master by one of its replicas, and why it came to that. */
public interface Failover {

    /** What is done to the master. */
    enum Blow {
        /** Its process ends. */
        KILLED,
        /** Its process stands still, and goes on when another one has taken its place. */
        FROZEN,
        /** An operator has it replaced while it works. */
        DEMOTED
    }

    /** The new master, and when it said that it is one, by {@link System#nanoTime}. */
    record Election(EmbeddedRedis master, long nanos) {}

    Blow blow();

    /** What that means for a key, by its name in Redis. */
    Risk riskOf(String redisKey);

    /** Whether a scan that began before begins again, at the new master. Else it may end with an error. */
    boolean letsScansGoOn();

    /** How long after the election calls may fail, or go to the old master. */
    Duration back();

    /** Lets the master refuse all writes, and waits until its replicas have all that it took, so that nothing will be lost. */
    void settle();

    /** Does it, and waits until another node is the master. */
    Election strike();

    /** Lets the old master go on or start again. */
    void mend();

    /** Waits until all nodes are in order. */
    void awaitReady();
}
