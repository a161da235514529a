package io.jcacheredis.internal.integration;

import javax.cache.Cache;

/** An entry as a writer gets it and as an iterator returns it: a snapshot. */
public record CacheEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an entry can't be unwrapped as " + type.getName());
    }

    /** Names neither key nor value. */
    @Override
    public String toString() {
        return "cache entry";
    }
}
