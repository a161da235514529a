package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.Mutation;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * What the writer is told by an entry processor's runs on one entry. It lives as long as the {@code invoke}, so it knows when
 * a run that was refused has left the database ahead of the cache. Used by one thread. Without a writer every method does
 * nothing.
 */
interface ProcessorWrites<K, V> {

    /** Looks at the entry before a run: whether the writer is called depends on what was there. */
    default void lookBefore(ProcessorEntry<K, V> entry) {}

    /**
     * Tells the writer before a run's change is committed.
     *
     * @param value null for a removal
     * @return the change as it is to be committed
     * @throws CacheWriterException if the writer failed
     */
    default Mutation write(@Nullable V value, Mutation change) {
        return change;
    }

    /** The cache has now what the writer was told. */
    default void committed() {}

    /**
     * The last run changes nothing, or fails. If the writer was told something that the cache does not have, only the database
     * knows: the next read is to ask it. May be called again.
     */
    default void endWithoutChange() {}
}
