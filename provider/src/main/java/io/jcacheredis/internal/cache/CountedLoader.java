package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.management.CacheStatistics;
import java.util.Map;
import javax.cache.integration.CacheLoader;

/** A loader whose calls are counted. */
public record CountedLoader<K, V>(CacheLoader<K, V> loader, CacheStatistics statistics) implements CacheLoader<K, V> {

    @Override
    public V load(K key) {
        return statistics.loaded(() -> loader.load(key));
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
        return statistics.loaded(() -> loader.loadAll(keys));
    }
}
