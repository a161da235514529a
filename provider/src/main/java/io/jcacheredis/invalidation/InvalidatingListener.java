package io.jcacheredis.invalidation;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.invalidation.InvalidationResult.Failure;
import java.util.Locale;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells the invalidator of a cache's manager what happens to the cache, so that strategies can remove what depends on it
 * from other caches: an {@link InvalidationEvent} of the type {@code cache.created}, {@code cache.updated}, {@code
 * cache.removed} or {@code cache.expired}, with the attributes {@code cache}, its name, and {@code key}, the key's text in
 * Redis without what all keys of the cache begin with.
 *
 * <pre>{@code
 * configuration.addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
 *         FactoryBuilder.factoryOf(InvalidatingListener.class), null, false, true));
 * manager.invalidator().add(PurgeStrategy.on("cache.updated").when("cache", "users").purging("sessions:{key}:*"));
 * }</pre>
 *
 * <p>In a configuration it is {@code listeners: - class: io.jcacheredis.invalidation.InvalidatingListener}. It hears what
 * listeners hear: the operations of this JVM on this cache. Purges and {@link Cache#clear} are none, so strategies that
 * purge can't lead to themselves.
 *
 * <p>Synchronous, an operation returns when what depends on its entry is gone, and takes as long; if a strategy failed it
 * throws a {@link CacheEntryListenerException}, though the change is made. Asynchronous, it returns before, and what still
 * waits when the cache is closed is lost.
 *
 * @param <K> the type of keys
 * @param <V> the type of values, which it never looks at
 */
public final class InvalidatingListener<K, V>
        implements CacheEntryCreatedListener<K, V>,
                CacheEntryUpdatedListener<K, V>,
                CacheEntryRemovedListener<K, V>,
                CacheEntryExpiredListener<K, V> {

    /** A listener for any cache of this provider. */
    public InvalidatingListener() {}

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        handle(events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        handle(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        handle(events);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        handle(events);
    }

    private void handle(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        CacheEntryListenerException failed = null;
        for (CacheEntryEvent<? extends K, ? extends V> event : events) {
            for (Failure failure : handle(event).failures()) {
                failed = with(failed, failure);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    @SuppressWarnings("unchecked") // the key is one of that cache
    private InvalidationResult handle(CacheEntryEvent<? extends K, ? extends V> event) {
        RedisCache<K, V> cache = ((Cache<K, V>) event.getSource()).unwrap(RedisCache.class);
        RedisCacheManager manager = cache.getCacheManager().unwrap(RedisCacheManager.class);
        String start = manager.keyPrefix() + cache.getName() + ":";
        String key = cache.redisKey(event.getKey()).substring(start.length());
        String type = "cache." + event.getEventType().name().toLowerCase(Locale.ROOT);
        return manager.invalidator().handle(InvalidationEvent.of(type, Map.of("cache", cache.getName(), "key", key)));
    }

    private static CacheEntryListenerException with(@Nullable CacheEntryListenerException failed, Failure next) {
        if (failed != null) {
            failed.addSuppressed(next.cause());
            return failed;
        }
        return new CacheEntryListenerException(
                "The invalidation strategy " + next.strategy().getClass().getName()
                        + " failed, so that other caches may have what the change made stale",
                next.cause());
    }
}
