package io.jcacheredis.internal.cache;

import java.util.Collection;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Writes one value to where a consumer has it; it is asked for nothing else. */
record ConsumerWriter<K, V>(Consumer<? super V> consumer) implements CacheWriter<K, V> {

    @Override
    public void write(Cache.Entry<? extends K, ? extends V> entry) {
        consumer.accept(entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        throw new UnsupportedOperationException();
    }
}
