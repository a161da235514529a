package io.jcacheredis.internal.manager;

import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.cache.CacheFacade;
import io.jcacheredis.internal.registry.KeySpaces;
import io.jcacheredis.internal.store.ClosingStore;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Tags;
import java.util.function.LongSupplier;

/**
 * A cache as its manager keeps it.
 *
 * @param configuration the live configuration, not the copy that users see
 * @param onDestroy removes what is in Redis beside the entries
 */
record ManagedCache(
        CacheFacade<?, ?> facade,
        RedisConfiguration<?, ?> configuration,
        JmxPresence jmx,
        ClosingStore store,
        KeySpaces.Holding keySpace,
        Runnable onDestroy) {

    /** Removes the entries that match a pattern together with the cache's name; none if the cache was closed meanwhile. */
    long purge(KeyPattern pattern, PurgeOptions options) {
        long removed = 0;
        for (KeyPattern own : pattern.after(facade.getName() + ":")) {
            removed += unlessClosed(() -> facade.purge(own, options));
        }
        return removed;
    }

    /** Removes the entries that have any of the tags; none if the cache was closed meanwhile. */
    long purge(Tags tags, PurgeOptions options) {
        return unlessClosed(() -> facade.purge(tags, options));
    }

    private long unlessClosed(LongSupplier purge) {
        try {
            return purge.getAsLong();
        } catch (IllegalStateException e) {
            if (!facade.isClosed()) {
                throw e;
            }
            return 0;
        }
    }

    /** Closes the cache and deletes its entries, for every JVM. */
    void destroy() {
        // Nobody else may have the key space before it is empty.
        KeySpaces.Holding whileClearing = keySpace.again();
        try {
            facade.close();
            store.close(); // where another thread is still closing the facade
            store.clear();
            onDestroy.run();
        } finally {
            whileClearing.close();
        }
    }
}
