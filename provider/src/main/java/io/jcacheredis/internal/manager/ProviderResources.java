package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.cache.KeyLocks;
import io.jcacheredis.internal.configuration.Warnings;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.SharedConnections;
import io.jcacheredis.internal.management.ConnectionStatistics;
import io.jcacheredis.internal.registry.KeySpaces;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What the managers of a provider share. */
public final class ProviderResources implements AutoCloseable {

    private final Threads threads = new Threads();
    private final SharedConnections connections =
            new SharedConnections(settings -> Topologies.connect(settings, threads));
    /** Kept by those who borrowed the connections. */
    private final Map<RedisConnections, WeakReference<ConnectionStatistics>> statistics = new WeakHashMap<>();

    private final Lock lock = new ReentrantLock();
    private final KeySpaces keySpaces = new KeySpaces(threads);
    private final KeyLocks locks = new KeyLocks();
    private final Warnings warnings = new Warnings();

    SharedConnections connections() {
        return connections;
    }

    /** What is counted of connections: one object for all who borrowed them, so that who watches it need not know whose it was. */
    ConnectionStatistics statistics(RedisConnections borrowed) {
        lock.lock();
        try {
            WeakReference<ConnectionStatistics> known = statistics.get(borrowed);
            ConnectionStatistics found = known == null ? null : known.get();
            if (found == null) {
                found = new ConnectionStatistics(borrowed);
                statistics.put(borrowed, new WeakReference<>(found));
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    Threads threads() {
        return threads;
    }

    KeySpaces keySpaces() {
        return keySpaces;
    }

    KeyLocks locks() {
        return locks;
    }

    Warnings warnings() {
        return warnings;
    }

    /** There is no manager now, though there may be one again. */
    public void rest() {
        threads.endIdle();
    }

    @Override
    public void close() {
        threads.close();
    }
}
