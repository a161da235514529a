package io.jcacheredis.internal.manager;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.internal.cache.CacheFacade;
import io.jcacheredis.internal.event.Incoming;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one cache takes in what other JVMs did to it, for its listeners. Who puts something in never waits. Thread-safe. */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final KeySpace space;
    private final CacheFacade<?, ?> cache;
    private final CacheStatistics statistics;
    private final Incoming incoming;
    private final AtomicBoolean warned = new AtomicBoolean();

    Inbox(KeySpace space, CacheFacade<?, ?> cache, CacheStatistics statistics, Executor threads) {
        this.space = space;
        this.cache = cache;
        this.statistics = statistics;
        this.incoming = new Incoming(space.cacheName(), threads, cache::miss);
    }

    /**
     * Has the listeners told what was done to an entry, unless it is another cache's.
     *
     * @param written the bytes that were set, or null
     * @param bytes what it takes of the heap, about
     */
    void put(byte[] redisKey, Outcome outcome, byte @Nullable [] written, long bytes) {
        byte[] key = space.entryKey(redisKey);
        if (key == null) {
            return;
        }
        if (incoming.offer(bytes, () -> cache.hear(key, outcome, written))) {
            statistics.heard();
        } else {
            statistics.missed(1);
        }
    }

    /** Tells the listeners by this thread, which runs {@linkplain #run in turn}. One that fails is logged. */
    void deliver(byte[] redisKey, Outcome outcome, byte @Nullable [] written) {
        byte[] key = space.entryKey(redisKey);
        if (key != null) {
            statistics.heard();
            try {
                cache.hear(key, outcome, written);
            } catch (CodecException e) {
                log.debug("Cache '{}' was told of a change of a key that it can't read", space.cacheName(), e);
            }
        }
    }

    /** Tells them by this thread that they missed so many events; -1 if nobody knows. */
    void deliverMissed(long count) {
        statistics.missed(Math.max(0, count));
        log.warn(
                "The listeners of cache '{}' have missed {} events of other JVMs, which Redis keeps no more: they were away or slow"
                        + " for too long, or the events were removed. See events-kept",
                space.cacheName(),
                count < 0 ? "an unknown number of" : count);
        cache.miss(Math.max(0, count));
    }

    /** Has something done in turn, by a thread of the provider. */
    void run(Runnable task) {
        incoming.run(task);
    }

    /** Goes on with what waits, if there was no thread for it. */
    void resume() {
        incoming.resume();
    }

    /** Has them told that they may have missed something. */
    void miss() {
        incoming.miss(0);
    }

    /** Has them told that they missed an event that nobody here can read. */
    void missUnreadable() {
        noteUnreadable();
        incoming.miss(1);
    }

    /** The same by this thread, which runs {@linkplain #run in turn}. */
    void deliverUnreadable() {
        noteUnreadable();
        cache.miss(1);
    }

    private void noteUnreadable() {
        statistics.missed(1);
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "Cache '{}' was told of a change that it can't read, and its listeners miss it; further ones are counted as"
                            + " CacheMissedEvents. A newer version of this provider, or another program, told it",
                    space.cacheName());
        }
    }

    /** Ends the deliveries, after those that can be done in a while. */
    void close() {
        incoming.close();
    }
}
