package io.jcacheredis.internal.event;

import io.jcacheredis.MissedEventsListener;
import io.jcacheredis.RedisCache;
import io.jcacheredis.internal.store.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener of a cache with its filter. */
final class Registration<K, V> {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    private final CacheEntryListenerConfiguration<K, V> configuration;
    private final CacheEntryListener<? super K, ? super V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
    private final SerialExecutor asynchronous;
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private volatile boolean silenced;

    Registration(CacheEntryListenerConfiguration<K, V> configuration, Executor asynchronous) {
        this.configuration = configuration;
        this.listener = configuration.getCacheEntryListenerFactory().create();
        Factory<CacheEntryEventFilter<? super K, ? super V>> filters = configuration.getCacheEntryEventFilterFactory();
        this.filter = filters == null ? null : filters.create();
        this.asynchronous = new SerialExecutor(asynchronous);
    }

    CacheEntryListenerConfiguration<K, V> configuration() {
        return configuration;
    }

    /** What an outcome must tell so that this listener gets its events. */
    Report report() {
        return configuration.isOldValueRequired() && !onlyCreated() ? Report.PRIOR : Report.EXISTENCE;
    }

    private boolean onlyCreated() {
        return !(listener instanceof CacheEntryUpdatedListener
                || listener instanceof CacheEntryRemovedListener
                || listener instanceof CacheEntryExpiredListener);
    }

    /** The user's objects, to be closed with the cache. */
    List<Object> userObjects() {
        return filter == null ? List.of(listener) : List.of(listener, filter);
    }

    /** Has it hear nothing more of other JVMs. */
    void silence() {
        silenced = true;
    }

    /** Ends the asynchronous deliveries: those that can be done in a while are done. */
    void close() {
        int dropped = asynchronous.close();
        if (dropped > 0) {
            log.warn(
                    "The asynchronous listener {} has ended and does not get {} events that waited for it",
                    listener.getClass().getName(),
                    dropped);
        }
    }

    /**
     * Delivers an event: before the return if the listener is synchronous, else later, in order.
     *
     * @throws CacheEntryListenerException if a synchronous listener or its filter fails
     */
    void deliver(CacheEntryEvent<K, V> event) {
        Optional<Runnable> delivery = deliveryOf(event);
        if (delivery.isEmpty()) {
            return;
        }
        if (configuration.isSynchronous()) {
            run(event, delivery.get());
            return;
        }
        asynchronous.execute(() -> {
            try {
                run(event, delivery.get());
            } catch (CacheEntryListenerException | Error e) {
                // Nobody waits for it. Later events must come all the same, also after an error.
                logFailure(event, e);
            }
        });
    }

    /** Delivers what another JVM did, whatever comes of it. */
    void hear(CacheEntryEvent<K, V> event) {
        if (silenced) { // who ends it may have waited for another listener in vain
            return;
        }
        deliveryOf(event).ifPresent(delivery -> {
            try {
                run(event, delivery);
            } catch (CacheEntryListenerException | Error e) {
                logFailure(event, e);
            }
        });
    }

    /** Tells the listener that it may have missed events, if it wants to know. */
    void miss(RedisCache<K, V> source, long atLeast) {
        if (!silenced && listener instanceof MissedEventsListener missing) {
            try {
                missing.onEventsMissed(source, atLeast);
            } catch (RuntimeException | Error e) {
                log.warn(
                        "The listener {} failed when it was told that it may have missed events",
                        listener.getClass().getName(),
                        e);
            }
        }
    }

    private void run(CacheEntryEvent<K, V> event, Runnable delivery) {
        try {
            if (filter == null || filter.evaluate(event)) {
                delivery.run();
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (Exception e) { // also an undeclared checked one
            throw new CacheEntryListenerException("A listener failed for " + event, e);
        }
    }

    @SuppressWarnings("unchecked") // the types of the listener are supertypes of the cache's, by its registration
    private Optional<Runnable> deliveryOf(CacheEntryEvent<K, V> event) {
        Iterable<CacheEntryEvent<? extends K, ? extends V>> one = List.of(event);
        EventType type = event.getEventType();
        Runnable delivery = null;
        if (type == EventType.CREATED && listener instanceof CacheEntryCreatedListener<?, ?> created) {
            delivery = () -> ((CacheEntryCreatedListener<K, V>) created).onCreated(one);
        } else if (type == EventType.UPDATED && listener instanceof CacheEntryUpdatedListener<?, ?> updated) {
            delivery = () -> ((CacheEntryUpdatedListener<K, V>) updated).onUpdated(one);
        } else if (type == EventType.REMOVED && listener instanceof CacheEntryRemovedListener<?, ?> removed) {
            delivery = () -> ((CacheEntryRemovedListener<K, V>) removed).onRemoved(one);
        } else if (type == EventType.EXPIRED && listener instanceof CacheEntryExpiredListener<?, ?> expired) {
            delivery = () -> ((CacheEntryExpiredListener<K, V>) expired).onExpired(one);
        }
        return Optional.ofNullable(delivery);
    }

    /** Once loudly: a listener that fails may fail for every event. */
    private void logFailure(CacheEntryEvent<K, V> event, Throwable failure) {
        if (failureLogged.compareAndSet(false, true)) {
            log.warn(
                    "The listener {} failed for {}; it gets later events all the same. Further failures are"
                            + " logged at debug level",
                    listener.getClass().getName(),
                    event,
                    failure);
        } else {
            log.debug("The listener {} failed for {}", listener.getClass().getName(), event, failure);
        }
    }
}
