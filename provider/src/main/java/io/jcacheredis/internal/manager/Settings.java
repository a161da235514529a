package io.jcacheredis.internal.manager;

import io.jcacheredis.codec.ValueFormat;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a manager was told by its URI, its properties, the system properties and the environment.
 *
 * @param keyPrefix what all Redis keys of its caches begin with
 * @param commands how mutations are said to Redis
 * @param serializationAllow patterns of classes that Java serialization may read
 * @param storeByReference what a cache that asks for store by reference gets
 * @param valueFormat how values are written where a cache has no codec of its own
 * @param defaultTimeToLive how long entries of caches live that say nothing of expiry, or null for ever
 */
record Settings(
        ConnectionSettings connection,
        String keyPrefix,
        RedisEntryStore.Mode commands,
        String serializationAllow,
        StoreByReference storeByReference,
        ValueFormat valueFormat,
        @Nullable Duration defaultTimeToLive) {

    /** Entries lie in another process, so they are always stored by value. */
    enum StoreByReference {
        /** Such a cache is made, stores by value, and a warning says so. */
        WARN,
        /** Such a cache is refused. */
        REJECT
    }
}
