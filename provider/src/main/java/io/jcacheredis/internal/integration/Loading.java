package io.jcacheredis.internal.integration;

import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A cache's loader.
 *
 * @param loader the loader, or null if the cache has none
 * @param readThrough whether reads of a missing entry load it
 */
public record Loading<K, V>(@Nullable CacheLoader<K, V> loader, boolean readThrough) {

    /** Whether a missing entry is loaded. */
    public boolean readsThrough() {
        return readThrough && loader != null;
    }

    /** Loads a value, or null if there is none. */
    public @Nullable V load(K key) {
        if (loader == null) {
            return null;
        }
        try {
            return loader.load(key);
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) { // also an undeclared checked one
            throw new CacheLoaderException("The cache loader failed", e);
        }
    }

    /** Loads values; keys without a value are left out. */
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
        Map<K, V> values = new HashMap<>();
        if (loader == null) {
            return values;
        }
        try {
            Map<K, V> loaded = loader.loadAll(keys);
            if (loaded != null) {
                loaded.forEach((key, value) -> {
                    if (key != null && value != null) {
                        values.put(key, value);
                    }
                });
            }
            return values;
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) { // also an undeclared checked one
            throw new CacheLoaderException("The cache loader failed", e);
        }
    }
}
