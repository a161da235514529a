package io.jcacheredis;

/** Which JVMs' listeners hear of the changes that a cache makes. docs/events.md says what each promises. */
public enum EventDelivery {
    /** Those of the cache that makes it, as JSR-107 asks for. */
    LOCAL,
    /**
     * Those of all JVMs that listen at that moment, at most once: by Redis's Pub/Sub. What is published while a listener has no connection
     * is lost to it.
     */
    BROADCAST,
    /**
     * Those of all JVMs, at least once, as far back as the events go that Redis keeps: by a stream. Not in a cluster.
     */
    DURABLE
}
