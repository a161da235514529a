package io.jcacheredis.internal.cache;

import io.jcacheredis.OnFailure;
import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.expiry.Expiry;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeptValues;
import io.jcacheredis.internal.store.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is made of.
 *
 * @param keyStart what the Redis keys of the cache begin with
 * @param store the entries; it answers questions about expiry itself
 * @param kept those that the store would find in this JVM
 * @param writing null if the cache does not write through
 * @param writeFence how long a write to the database may take, and an entry be older than it
 * @param loadLease how long others wait for a JVM that was killed while it loaded an entry
 * @param timer renews such leases
 * @param background runs loads that the caller does not wait for
 * @param callThreads runs the calls of {@code AsyncRedisCache}
 */
public record CacheParts<K, V>(
        String name,
        String keyStart,
        EntryCodec<K, V> codec,
        OnFailure onFailure,
        HibernateEntries hibernate,
        EntryStore store,
        KeptValues kept,
        Expiry expiry,
        Loading<K, V> loading,
        @Nullable Writing<K, V> writing,
        Listeners<K, V> listeners,
        CacheStatistics statistics,
        KeyTurns turns,
        Duration writeFence,
        Duration loadLease,
        Timer timer,
        Executor background,
        CallThreads callThreads) {}
