package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.configuration.SettingsReader;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;

/**
 * The key spaces of the open caches of a provider. No key space may begin with another one, or a clear of cache {@code a}
 * would remove entries of cache {@code a:b}.
 */
final class KeySpaces {

    /** Where a key space lies: two databases, or two servers, have nothing in common. */
    private record Place(String host, int port, int database) {

        static Place of(ConnectionSettings connection) {
            RedisAddress address = connection.address();
            return new Place(address.host(), address.port(), address.database());
        }
    }

    private record Claim(Place place, KeySpace space) {}

    private final Lock lock = new ReentrantLock();
    private final Map<Claim, Integer> claims = new HashMap<>();

    /**
     * Claims a key space. Several managers may claim the same one: they share a cache.
     *
     * @throws CacheException if it would hold entries of another cache, or another cache its entries
     */
    void claim(ConnectionSettings connection, KeySpace space) {
        Claim claim = new Claim(Place.of(connection), space);
        lock.lock();
        try {
            for (Claim other : claims.keySet()) {
                boolean same = other.space().start().equals(space.start())
                        && other.space().cacheName().equals(space.cacheName());
                if (other.place().equals(claim.place())
                        && !same
                        && other.space().overlaps(space)) {
                    throw clash(space, other.space());
                }
            }
            claims.merge(claim, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    void release(ConnectionSettings connection, KeySpace space) {
        lock.lock();
        try {
            claims.computeIfPresent(
                    new Claim(Place.of(connection), space), (claim, count) -> count == 1 ? null : count - 1);
        } finally {
            lock.unlock();
        }
    }

    private static CacheException clash(KeySpace space, KeySpace other) {
        return new CacheException("Cache '" + space.cacheName() + "' would have the Redis keys " + space.start()
                + "*, and cache '" + other.cacheName() + "' has " + other.start()
                + "*: one would hold entries of the other. Rename one of them, or give it another "
                + SettingsReader.KEY_PREFIX);
    }
}
