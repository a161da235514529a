package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.cache.KeyLocks;
import io.jcacheredis.internal.configuration.Warnings;
import io.jcacheredis.internal.connection.SharedConnections;
import io.jcacheredis.internal.registry.KeySpaces;

/** What the managers of a provider share. */
public final class ProviderResources implements AutoCloseable {

    private final Threads threads = new Threads();
    private final SharedConnections connections =
            new SharedConnections(settings -> Topologies.connect(settings, threads));
    private final KeySpaces keySpaces = new KeySpaces(threads);
    private final KeyLocks locks = new KeyLocks();
    private final Warnings warnings = new Warnings();

    SharedConnections connections() {
        return connections;
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

    @Override
    public void close() {
        threads.close();
    }
}
