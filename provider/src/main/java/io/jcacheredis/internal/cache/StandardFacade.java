package io.jcacheredis.internal.cache;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.observation.Observing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users call of the specification: each method guards, delegates and returns. */
abstract class StandardFacade<K, V> implements Cache<K, V> {

    private static final Logger log = LoggerFactory.getLogger(CacheFacade.class);
    private static final CompletionListener NOBODY = new CompletionListener() {
        @Override
        public void onCompletion() {}

        @Override
        public void onException(Exception e) {
            log.warn("A load that nobody waits for failed; its entries are loaded when they are asked for", e);
        }
    };

    private final CacheManager manager;
    private final RedisConfiguration<K, V> configuration;
    private final Lock configurationLock = new ReentrantLock();
    final CacheParts<K, V> parts;
    final Effects<K, V> effects;
    final WriteThrough<K, V> changes;
    private final CacheOnly<K, V> cache;
    final EntryOperations<K, V> entries;
    private final BulkOperations<K, V> bulk;
    private final Processing<K, V> processing;
    private final NearReads<K, V> near;
    private final Observing observing;
    private final CallsInFlight calls = new CallsInFlight();
    private final Runnable onClose;

    /**
     * A cache that is open.
     *
     * @param configuration the cache's own copy
     * @param onClose what else ends with the cache; run once
     */
    StandardFacade(
            CacheManager manager, RedisConfiguration<K, V> configuration, CacheParts<K, V> parts, Runnable onClose) {
        this.manager = manager;
        this.configuration = configuration;
        this.parts = parts;
        this.effects = new Effects<>(this, parts);
        this.cache = new CacheOnly<>(parts, effects);
        this.changes = WriteThrough.of(parts, effects, cache);
        Loads<K, V> loads = new Loads<>(parts, effects.reader());
        this.entries = new EntryOperations<>(parts, effects, cache, changes, loads);
        this.bulk = new BulkOperations<>(parts, effects, cache, changes, loads);
        this.processing = new Processing<>(parts, effects, changes);
        this.near = new NearReads<>(parts);
        this.observing = parts.statistics().observing();
        this.onClose = onClose;
    }

    /** The way of changes by a writer of their own. */
    final WriteThrough<K, V> through(CacheWriter<K, V> writer) {
        return new WriterFirst<>(new Writing<>(writer, parts.writeFence()), parts, effects, cache);
    }

    /** The calls of this cache that other threads make. */
    final Later later(CallThreads threads) {
        return new Later(calls, threads, observing, this::closedMessage);
    }

    final <T> T whileOpen(Supplier<T> call) {
        return calls.call(call, this::closedMessage);
    }

    /** A call that an observer is told of by that name. */
    final <T> T observed(String operation, Supplier<T> call) {
        return observing.isOn() ? observing.call(parts.name(), operation, () -> whileOpen(call)) : whileOpen(call);
    }

    final void observed(String operation, Runnable call) {
        observed(operation, () -> {
            call.run();
            return true;
        });
    }

    final void whileOpen(Runnable call) {
        whileOpen(() -> {
            call.run();
            return true;
        });
    }

    private String closedMessage() {
        String closed = "cache '" + parts.name() + "' is closed";
        return manager.isClosed()
                ? closed
                        + ", as its manager is: by another user of the same one, maybe, such as a session factory of Hibernate"
                : closed;
    }

    static <K> K given(K key) {
        return requireNonNull(key, "key");
    }

    private static <K> Set<K> given(Set<? extends K> keys) {
        Set<K> copy = new LinkedHashSet<>(requireNonNull(keys, "keys"));
        copy.forEach(StandardFacade::given);
        return copy;
    }

    private static <K> List<K> listed(Set<? extends K> keys) {
        List<K> copy = new ArrayList<>(requireNonNull(keys, "keys"));
        copy.forEach(StandardFacade::given);
        return copy;
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V get(K key) {
        return observing.isOn() ? observing.call(parts.name(), "get", () -> found(key)) : found(key);
    }

    @SuppressWarnings("NullAway") // as get has it
    private V found(K key) {
        V here = calls.closed() ? null : near.get(given(key));
        return here == null ? whileOpen(() -> entries.get(given(key))) : here;
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        return observed("getAll", () -> bulk.getAll(listed(keys)));
    }

    @Override
    public boolean containsKey(K key) {
        return observed("containsKey", () -> entries.containsKey(given(key)));
    }

    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        Set<K> wanted = whileOpen(() -> given(keys));
        CompletionListener listener = completionListener == null ? NOBODY : completionListener;
        parts.background().execute(observing.carried(() -> {
            if (calls.enter()) {
                try {
                    load(wanted, replaceExistingValues, listener);
                } finally {
                    calls.leave();
                }
            } else {
                listener.onException(new CacheLoaderException(closedMessage() + "; nothing was loaded"));
            }
        }));
    }

    private void load(Set<K> keys, boolean replaceExisting, CompletionListener listener) {
        try {
            observed("loadAll", () -> bulk.loadAll(keys, replaceExisting));
        } catch (CacheLoaderException e) {
            listener.onException(e);
            return;
        } catch (RuntimeException | Error e) {
            // An error too: whoever waits for the load would wait for ever.
            listener.onException(new CacheLoaderException(e));
            return;
        }
        listener.onCompletion();
    }

    @Override
    public void put(K key, V value) {
        observed("put", () -> entries.put(given(key), requireNonNull(value, "value")));
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getAndPut(K key, V value) {
        return observed(
                "getAndPut",
                () -> entries.valueOf(
                        entries.write(Operation.GET_AND_PUT, given(key), requireNonNull(value, "value"))));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        observed("putAll", () -> {
            Map<K, V> copy = new LinkedHashMap<>(requireNonNull(map, "map"));
            copy.forEach((key, value) -> {
                requireNonNull(key, "key");
                requireNonNull(value, "value");
            });
            bulk.putAll(copy);
        });
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return observed(
                        "putIfAbsent",
                        () -> entries.write(Operation.PUT_IF_ABSENT, given(key), requireNonNull(value, "value")))
                .changed();
    }

    @Override
    public boolean remove(K key) {
        return observed("remove", () -> entries.remove(Operation.REMOVE, given(key)))
                .changed();
    }

    @Override
    public boolean remove(K key, V oldValue) {
        return observed(
                        "remove",
                        () -> entries.changeIfEqual(
                                Operation.REMOVE_EQUAL, given(key), requireNonNull(oldValue, "oldValue"), null))
                .changed();
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getAndRemove(K key) {
        return observed("getAndRemove", () -> entries.valueOf(entries.remove(Operation.GET_AND_REMOVE, given(key))));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        return observed(
                        "replace",
                        () -> entries.changeIfEqual(
                                Operation.REPLACE_EQUAL,
                                given(key),
                                requireNonNull(oldValue, "oldValue"),
                                requireNonNull(newValue, "newValue")))
                .changed();
    }

    @Override
    public boolean replace(K key, V value) {
        return observed("replace", () -> entries.write(Operation.REPLACE, given(key), requireNonNull(value, "value")))
                .changed();
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getAndReplace(K key, V value) {
        return observed(
                "getAndReplace",
                () -> entries.valueOf(
                        entries.write(Operation.GET_AND_REPLACE, given(key), requireNonNull(value, "value"))));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        observed("removeAll", () -> bulk.removeAll(given(keys)));
    }

    @Override
    public void removeAll() {
        observed("removeAll", () -> bulk.removeAll());
    }

    @Override
    public void clear() {
        observed("clear", bulk::clear);
    }

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return observed(
                "invoke",
                () -> processing.invoke(given(key), requireNonNull(entryProcessor, "entryProcessor"), arguments));
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return observed(
                "invokeAll",
                () -> processing.invokeAll(given(keys), requireNonNull(entryProcessor, "entryProcessor"), arguments));
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        Iterator<Cache.Entry<K, V>> iterator = whileOpen(() -> new CacheIterator<>(parts, effects, entries));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return whileOpen(iterator::hasNext);
            }

            @Override
            public Cache.Entry<K, V> next() {
                return whileOpen(iterator::next);
            }

            @Override
            public void remove() {
                whileOpen(iterator::remove);
            }
        };
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        whileOpen(() -> {
            withConfiguration(own -> own.addCacheEntryListenerConfiguration(requireNonNull(listenerConfiguration)));
            try {
                parts.listeners().register(listenerConfiguration);
            } catch (RuntimeException | Error e) {
                withConfiguration(own -> own.removeCacheEntryListenerConfiguration(listenerConfiguration));
                throw e;
            }
        });
    }

    /** A configuration is not made for several threads. */
    private <T> T withConfiguration(Function<RedisConfiguration<K, V>, T> action) {
        configurationLock.lock();
        try {
            return action.apply(configuration);
        } finally {
            configurationLock.unlock();
        }
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        whileOpen(() -> {
            withConfiguration(own -> own.removeCacheEntryListenerConfiguration(requireNonNull(listenerConfiguration)));
            UserObjects.closeAll(parts.listeners().deregister(listenerConfiguration));
        });
    }

    @Override
    public String getName() {
        return parts.name();
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    /** A copy: changing it changes nothing. */
    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        if (type.isAssignableFrom(RedisConfiguration.class)) {
            return type.cast(withConfiguration(RedisConfiguration::new));
        }
        throw new IllegalArgumentException("a configuration can't be shown as " + type.getName());
    }

    @Override
    public boolean isClosed() {
        return calls.closed();
    }

    /** Waits for the calls under way, so that afterwards nothing that users gave to the cache is called any more. */
    @Override
    public void close() {
        boolean closedNow = calls.close(() -> log.warn(
                "Cache '{}' is closed while calls of it still run: its loader, writer and listeners may be called after"
                        + " they were closed",
                parts.name()));
        if (closedNow) {
            parts.listeners().close();
            onClose.run();
        }
    }

    @Override
    public String toString() {
        return "RedisCache '" + parts.name() + "'" + (isClosed() ? " (closed)" : "");
    }
}
