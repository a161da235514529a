package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.cache.CacheFacade;
import io.jcacheredis.internal.registry.KeySpaces;
import io.jcacheredis.internal.store.ClosingStore;

/**
 * A cache as its manager keeps it.
 *
 * @param configuration the live configuration, not the copy that users see
 */
record ManagedCache(
        CacheFacade<?, ?> facade,
        RedisConfiguration<?, ?> configuration,
        JmxPresence jmx,
        ClosingStore store,
        KeySpaces.Holding keySpace) {

    /** Closes the cache and deletes its entries, for every JVM. */
    void destroy() {
        // Nobody else may have the key space before it is empty.
        KeySpaces.Holding whileClearing = keySpace.again();
        try {
            facade.close();
            store.close(); // where another thread is still closing the facade
            store.clear();
        } finally {
            whileClearing.close();
        }
    }
}
