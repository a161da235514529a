package io.jcacheredis.internal.cache;

import java.util.function.Consumer;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Listeners for all kinds of events, made of one function. */
public final class TestListeners {

    private TestListeners() {}

    /** A listener that hands every event to the function. */
    public static class ToAll<K, V>
            implements CacheEntryCreatedListener<K, V>,
                    CacheEntryUpdatedListener<K, V>,
                    CacheEntryRemovedListener<K, V>,
                    CacheEntryExpiredListener<K, V> {

        private final Consumer<CacheEntryEvent<? extends K, ? extends V>> consumer;

        public ToAll(Consumer<CacheEntryEvent<? extends K, ? extends V>> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            events.forEach(consumer);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            events.forEach(consumer);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            events.forEach(consumer);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            events.forEach(consumer);
        }
    }

    /** A synchronous listener with old values. */
    public static <K, V> MutableCacheEntryListenerConfiguration<K, V> synchronously(
            Consumer<CacheEntryEvent<? extends K, ? extends V>> consumer) {
        return listener(new ToAll<>(consumer), null, true);
    }

    /** An asynchronous listener with old values. */
    public static <K, V> MutableCacheEntryListenerConfiguration<K, V> asynchronously(
            Consumer<CacheEntryEvent<? extends K, ? extends V>> consumer) {
        return listener(new ToAll<>(consumer), null, false);
    }

    /** A listener with old values; the filter may be null. */
    public static <K, V> MutableCacheEntryListenerConfiguration<K, V> listener(
            ToAll<K, V> listener, CacheEntryEventFilter<K, V> filter, boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(listener),
                filter == null ? null : new FactoryBuilder.SingletonFactory<>(filter),
                true,
                synchronous);
    }
}
