package io.jcacheredis;

/**
 * What is counted of the domain events that a cache manager's {@linkplain RedisCacheManager#invalidator invalidator} was given in this JVM,
 * by a program, a channel or a stream, shown as {@code io.jcacheredis:type=DomainEvents,CacheManager=…}. Counted since the manager
 * was opened. To read one asks Redis nothing.
 */
public interface RedisDomainEventsMXBean {

    /** Events for which all strategies did what they are for. */
    long getEventsHandled();

    /** Events for which a strategy failed, so that entries may be left that should be gone; one that is tried again counts each time. */
    long getEventsFailed();

    /** Entries that strategies say they removed, without those that failed. */
    long getEntriesRemoved();
}
