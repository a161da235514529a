package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisCache;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open caches of a manager by their names, and which of those that the configuration declares nobody has asked for yet. Looking
 * one up takes no lock. Safe for use by several threads.
 */
final class OpenCaches {

    private static final Logger log = LoggerFactory.getLogger(OpenCaches.class);

    private final Map<String, ManagedCache> caches = new ConcurrentHashMap<>();
    private final Set<String> untouched = ConcurrentHashMap.newKeySet();

    @Nullable
    ManagedCache get(String name) {
        return caches.get(name);
    }

    void put(String name, ManagedCache cache) {
        caches.put(name, cache);
    }

    /** Only if the name is still that cache's. */
    void forget(String name, @Nullable ManagedCache cache) {
        if (cache != null && caches.remove(name, cache)) {
            untouched.remove(name);
        }
    }

    Set<String> names() {
        return Set.copyOf(caches.keySet());
    }

    /** By the order of their names. */
    List<RedisCache<?, ?>> all() {
        return new TreeMap<>(caches)
                .values().stream().<RedisCache<?, ?>>map(ManagedCache::facade).toList();
    }

    /** The cache of that name is declared, and nobody has asked for it. */
    void noteUntouched(String name) {
        untouched.add(name);
    }

    /** Somebody has asked for it. Tells whether nobody had before, and it is declared. */
    boolean touch(String name) {
        return untouched.remove(name);
    }

    /** What a caller gets who knows its types, or does not care. */
    @SuppressWarnings("unchecked") // the types were compared, or the caller asked for an untyped cache
    static <K, V> Cache<K, V> typed(ManagedCache cache) {
        return (Cache<K, V>) cache.facade();
    }

    /**
     * As {@link #typed}, for a caller who says the types.
     *
     * @throws ClassCastException if the cache has others
     */
    static <K, V> Cache<K, V> typed(String name, ManagedCache cache, Class<K> keyType, Class<V> valueType) {
        requireType(name, "keys", "key-type", cache.configuration().getKeyType(), keyType);
        requireType(name, "values", "value-type", cache.configuration().getValueType(), valueType);
        return typed(cache);
    }

    private static void requireType(String cacheName, String what, String setting, Class<?> declared, Class<?> asked) {
        if (!declared.equals(asked)) {
            throw new ClassCastException("Cache '" + cacheName + "' has " + what + " of type " + declared.getName()
                    + (declared == Object.class ? ", as nobody declared one" : "") + ", and was asked for with "
                    + asked.getName() + "; ask for what it has, or declare the other: jcache.redis.caches[" + cacheName
                    + "]." + setting + ", or setTypes in the program that creates it");
        }
    }

    /** Does something with a cache, if there is one of that name. */
    void with(String name, Consumer<ManagedCache> action) {
        ManagedCache cache = caches.get(name);
        if (cache != null) {
            action.accept(cache);
        }
    }

    /**
     * Purges all caches.
     *
     * @param purge purges one, and tells how many entries it removed
     * @throws CacheException if a cache could not be purged; the others were
     */
    long purge(ToLongFunction<ManagedCache> purge) {
        long removed = 0;
        CacheException failure = null;
        for (ManagedCache cache : caches.values()) {
            try {
                removed += purge.applyAsLong(cache);
            } catch (CacheException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return removed;
    }

    /** Closes all; one that fails is logged. */
    void closeAll() {
        for (ManagedCache cache : Set.copyOf(caches.values())) {
            try {
                cache.facade().close();
            } catch (RuntimeException e) {
                log.warn("{} failed to close; the others are closed all the same", cache.facade(), e);
            }
        }
    }
}
