package io.jcacheredis.internal.event;

import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** The listeners of one cache, and the one place that says which events an outcome means. Thread-safe. */
public final class Listeners<K, V> {

    private final List<Registration<K, V>> registrations = new CopyOnWriteArrayList<>();
    private final Executor asynchronous;

    public Listeners(Executor asynchronous) {
        this.asynchronous = asynchronous;
    }

    public boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** What outcomes must tell so that every listener gets its events. */
    public Report report() {
        Report most = Report.NOTHING;
        for (Registration<K, V> registration : registrations) {
            Report wanted = registration.report();
            most = wanted.compareTo(most) > 0 ? wanted : most;
        }
        return most;
    }

    public void register(CacheEntryListenerConfiguration<K, V> configuration) {
        registrations.add(new Registration<>(configuration, asynchronous));
    }

    /** Takes a listener away and returns its objects, to be closed. */
    public List<Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        List<Registration<K, V>> ending = registrations.stream()
                .filter(registration -> registration.configuration().equals(configuration))
                .toList();
        registrations.removeAll(ending);
        ending.forEach(Registration::close);
        return ending.stream()
                .flatMap(registration -> registration.userObjects().stream())
                .toList();
    }

    /** The listeners and filters that users wrote, to be closed with the cache. */
    public List<Object> userObjects() {
        return registrations.stream()
                .flatMap(registration -> registration.userObjects().stream())
                .toList();
    }

    /** Ends the asynchronous deliveries: after it, no listener is called any more. */
    public void close() {
        registrations.forEach(Registration::close);
    }

    /**
     * Delivers the events that an outcome means.
     *
     * @param written the bytes that the mutation set, or null
     * @throws CacheEntryListenerException the first failure of a synchronous listener, after all of them were called
     */
    public void publish(
            Cache<K, V> source, K key, Outcome outcome, byte @Nullable [] written, Function<byte[], V> decoder) {
        byte[] prior = outcome.prior();
        EventType change = changeOf(outcome);
        if (change != null) {
            boolean removal = change == EventType.REMOVED;
            publish(source, change, key, removal ? prior : written, prior, decoder);
        }
        if (outcome.expired()) {
            byte[] gone = outcome.kind() == Outcome.Kind.FOUND ? prior : written;
            publish(source, EventType.EXPIRED, key, gone, gone, decoder);
        }
    }

    private static @Nullable EventType changeOf(Outcome outcome) {
        return switch (outcome.kind()) {
            case CREATED -> EventType.CREATED;
            case UPDATED -> EventType.UPDATED;
            case REMOVED -> EventType.REMOVED;
            case DISCARDED, STORED, FOUND, MISSING, DIFFERS, DURATION_NEEDED, LEASED -> null;
        };
    }

    private void publish(
            Cache<K, V> source,
            EventType type,
            K key,
            byte @Nullable [] value,
            byte @Nullable [] oldValue,
            Function<byte[], V> decoder) {
        CacheEntryListenerException failure = null;
        for (Registration<K, V> registration : registrations) {
            try {
                registration.deliver(new CacheEvent<>(
                        source,
                        type,
                        key,
                        value == null ? null : () -> decoder.apply(value),
                        oldValue == null ? null : () -> decoder.apply(oldValue)));
            } catch (CacheEntryListenerException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
