package io.jcacheredis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.awaitility.Awaitility;

/** A listener that keeps what it hears, as texts: {@code CREATED key value old}, or {@code MISSED n}. */
class Heard
        implements CacheEntryCreatedListener<String, String>,
                CacheEntryUpdatedListener<String, String>,
                CacheEntryRemovedListener<String, String>,
                CacheEntryExpiredListener<String, String>,
                MissedEventsListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** A listener of that cache, synchronous there. */
    static Heard of(Cache<String, String> cache) {
        return new Heard().at(cache);
    }

    Heard at(Cache<String, String> cache) {
        cache.registerCacheEntryListener(configuration());
        return this;
    }

    MutableCacheEntryListenerConfiguration<String, String> configuration() {
        return new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(this), null, true, true);
    }

    List<String> events() {
        return events;
    }

    /** Waits until it has heard that. */
    void await(String event) {
        Awaitility.await().atMost(PATIENCE).until(() -> events.contains(event));
    }

    /** What is done with each before it is kept. */
    void take(CacheEntryEvent<? extends String, ? extends String> event) {}

    private void keep(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
        all.forEach(event -> {
            take(event);
            keep(event.getEventType() + " " + event.getKey() + " " + event.getValue() + " " + event.getOldValue());
        });
    }

    void keep(String event) {
        events.add(event);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
        keep(all);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
        keep(all);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
        keep(all);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> all) {
        keep(all);
    }

    @Override
    public void onEventsMissed(RedisCache<?, ?> cache, long atLeast) {
        keep("MISSED " + atLeast);
    }
}
