package io.jcacheredis.internal.event;

import io.jcacheredis.RedisCache;
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
    private final boolean elsewhere;
    private volatile Runnable onChange = () -> {};

    /** Listeners of a cache of which other JVMs hear nothing. */
    public Listeners(Executor asynchronous) {
        this(asynchronous, false);
    }

    /**
     * Those of a cache, none yet.
     *
     * @param elsewhere whether other JVMs hear of each change as well
     */
    public Listeners(Executor asynchronous, boolean elsewhere) {
        this.asynchronous = asynchronous;
        this.elsewhere = elsewhere;
    }

    /** Whether other JVMs hear of changes, be there listeners here or not. */
    public boolean areElsewhere() {
        return elsewhere;
    }

    /** Has something done whenever listeners have come or gone, by whoever brought that about. */
    public void onChange(Runnable action) {
        onChange = action;
    }

    public boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** What outcomes must tell so that every listener gets its events. */
    public Report report() {
        Report most = elsewhere ? Report.EXISTENCE : Report.NOTHING;
        for (Registration<K, V> registration : registrations) {
            Report wanted = registration.report();
            most = wanted.compareTo(most) > 0 ? wanted : most;
        }
        return most;
    }

    public void register(CacheEntryListenerConfiguration<K, V> configuration) {
        Registration<K, V> registration = new Registration<>(configuration, asynchronous);
        registrations.add(registration);
        try {
            onChange.run();
        } catch (RuntimeException | Error e) {
            registrations.remove(registration);
            throw e;
        }
    }

    /** Takes a listener away and returns its objects, to be closed. */
    public List<Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        List<Registration<K, V>> ending = registrations.stream()
                .filter(registration -> registration.configuration().equals(configuration))
                .toList();
        registrations.removeAll(ending);
        onChange.run();
        ending.forEach(Registration::silence);
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

    /** Has no listener called any more by what other JVMs do. */
    public void silence() {
        registrations.forEach(Registration::silence);
    }

    /** Ends the asynchronous deliveries: after it, no listener is called any more by what is done here. */
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
        tell(outcome, written, (type, value, oldValue) -> publish(source, type, key, value, oldValue, decoder));
    }

    /**
     * The same of what another JVM did: all listeners are called by this thread, and those that fail are logged.
     */
    public void hear(
            Cache<K, V> source, K key, Outcome outcome, byte @Nullable [] written, Function<byte[], V> decoder) {
        tell(
                outcome,
                written,
                (type, value, oldValue) -> registrations.forEach(
                        registration -> registration.hear(event(source, type, key, value, oldValue, decoder))));
    }

    /** Tells those who want to know that they may have missed events, so many at least. */
    public void miss(RedisCache<K, V> source, long atLeast) {
        registrations.forEach(registration -> registration.miss(source, atLeast));
    }

    private interface Telling {
        void event(EventType type, byte @Nullable [] value, byte @Nullable [] oldValue);
    }

    private static void tell(Outcome outcome, byte @Nullable [] written, Telling telling) {
        byte[] prior = outcome.prior();
        EventType change = changeOf(outcome);
        if (change != null) {
            boolean removal = change == EventType.REMOVED;
            telling.event(change, removal ? prior : written, prior);
        }
        if (outcome.expired()) {
            byte[] gone = outcome.kind() == Outcome.Kind.FOUND ? prior : written;
            telling.event(EventType.EXPIRED, gone, gone);
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
                registration.deliver(event(source, type, key, value, oldValue, decoder));
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

    private static <K, V> CacheEvent<K, V> event(
            Cache<K, V> source,
            EventType type,
            K key,
            byte @Nullable [] value,
            byte @Nullable [] oldValue,
            Function<byte[], V> decoder) {
        return new CacheEvent<>(
                source,
                type,
                key,
                value == null ? null : () -> decoder.apply(value),
                oldValue == null ? null : () -> decoder.apply(oldValue));
    }
}
