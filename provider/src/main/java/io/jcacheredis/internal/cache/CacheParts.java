package io.jcacheredis.internal.cache;

import io.jcacheredis.OnFailure;
import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.expiry.Expiry;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.EntryStore;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is made of.
 *
 * @param keyStart what the Redis keys of the cache begin with
 * @param store the entries; it answers questions about expiry itself
 * @param writing null if the cache does not write through
 * @param background runs loads that the caller does not wait for
 */
public record CacheParts<K, V>(
        String name,
        String keyStart,
        EntryCodec<K, V> codec,
        OnFailure onFailure,
        EntryStore store,
        Expiry expiry,
        Loading<K, V> loading,
        @Nullable Writing<K, V> writing,
        Listeners<K, V> listeners,
        CacheStatistics statistics,
        KeyTurns turns,
        Executor background) {}
