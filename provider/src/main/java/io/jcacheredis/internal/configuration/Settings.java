package io.jcacheredis.internal.configuration;

import io.jcacheredis.codec.Limit;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.source.SourceSettings;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a manager was told by its URI, its properties, the system properties, the environment and its file.
 *
 * @param keyPrefix what all Redis keys of its caches begin with
 * @param commands how mutations are said to Redis
 * @param writeFence how long a write to the database behind a cache may take, and an entry be older than it
 * @param loadLease how long others wait for one that was killed while it loaded an entry
 * @param waitForReplicas how many have to have each change of a strict cache
 * @param storeByReference what a cache that asks for store by reference gets
 * @param limits what bounds keys and values
 * @param invalidation what events remove, in the order in which it was said
 * @param events from where they are taken
 * @param eventSubscriber by which name this JVM goes on to hear durable events
 * @param caches what it was told of caches
 */
public record Settings(
        ConnectionSettings connection,
        String keyPrefix,
        RedisEntryStore.Mode commands,
        Duration writeFence,
        Duration loadLease,
        int waitForReplicas,
        StoreByReference storeByReference,
        Map<Limit, Integer> limits,
        List<PurgeStrategy> invalidation,
        SourceSettings events,
        Optional<String> eventSubscriber,
        CacheTemplates caches) {

    /** Entries lie in another process, so they are always stored by value. */
    public enum StoreByReference {
        /** Such a cache is made, stores by value, and a warning says so. */
        WARN,
        /** Such a cache is refused. */
        REJECT
    }
}
