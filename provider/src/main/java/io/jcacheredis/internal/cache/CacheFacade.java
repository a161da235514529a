package io.jcacheredis.internal.cache;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisConfiguration;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** What users call: each method guards, delegates and returns. */
public final class CacheFacade<K, V> implements RedisCache<K, V> {

    private final CacheManager manager;
    private final RedisConfiguration<K, V> configuration;
    private final CacheParts<K, V> parts;
    private final EntryOperations<K, V> entries;
    private final BulkOperations<K, V> bulk;
    private final Processing<K, V> processing;
    private final Effects<K, V> effects;
    private final BackgroundLoads loads;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A cache that is open.
     *
     * @param configuration the cache's own copy
     * @param onClose what else ends with the cache; run once
     */
    public CacheFacade(
            CacheManager manager, RedisConfiguration<K, V> configuration, CacheParts<K, V> parts, Runnable onClose) {
        this.manager = manager;
        this.configuration = configuration;
        this.parts = parts;
        this.effects = new Effects<>(this, parts);
        this.entries = new EntryOperations<>(parts, effects);
        this.bulk = new BulkOperations<>(parts, effects);
        this.processing = new Processing<>(parts, effects);
        this.loads = new BackgroundLoads(parts.background());
        this.onClose = onClose;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("cache '" + parts.name() + "' is closed");
        }
    }

    private K openFor(K key) {
        requireOpen();
        return requireNonNull(key, "key");
    }

    private Set<K> openFor(Set<? extends K> keys) {
        requireOpen();
        Set<K> copy = new LinkedHashSet<>(requireNonNull(keys, "keys"));
        copy.forEach(key -> requireNonNull(key, "key"));
        return copy;
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V get(K key) {
        return entries.get(openFor(key));
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        return bulk.getAll(openFor(keys));
    }

    @Override
    public boolean containsKey(K key) {
        return entries.containsKey(openFor(key));
    }

    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        Set<K> wanted = openFor(keys);
        loads.run(() -> load(wanted, replaceExistingValues, completionListener));
    }

    private void load(Set<K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        try {
            bulk.loadAll(keys, replaceExisting);
        } catch (RuntimeException e) {
            if (listener != null) {
                listener.onException(e instanceof CacheLoaderException ? e : new CacheLoaderException(e));
            }
            return;
        }
        if (listener != null) {
            listener.onCompletion();
        }
    }

    @Override
    public void put(K key, V value) {
        entries.write(Operation.PUT, openFor(key), requireNonNull(value, "value"));
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getAndPut(K key, V value) {
        return entries.valueOf(entries.write(Operation.GET_AND_PUT, openFor(key), requireNonNull(value, "value")));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        requireOpen();
        Map<K, V> copy = new LinkedHashMap<>(requireNonNull(map, "map"));
        copy.forEach((key, value) -> {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        });
        bulk.putAll(copy);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return entries.write(Operation.PUT_IF_ABSENT, openFor(key), requireNonNull(value, "value"))
                .changed();
    }

    @Override
    public boolean remove(K key) {
        return entries.remove(Operation.REMOVE, openFor(key)).changed();
    }

    @Override
    public boolean remove(K key, V oldValue) {
        return entries.changeIfEqual(Operation.REMOVE_EQUAL, openFor(key), requireNonNull(oldValue, "oldValue"), null)
                .changed();
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getAndRemove(K key) {
        return entries.valueOf(entries.remove(Operation.GET_AND_REMOVE, openFor(key)));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        return entries.changeIfEqual(
                        Operation.REPLACE_EQUAL,
                        openFor(key),
                        requireNonNull(oldValue, "oldValue"),
                        requireNonNull(newValue, "newValue"))
                .changed();
    }

    @Override
    public boolean replace(K key, V value) {
        return entries.write(Operation.REPLACE, openFor(key), requireNonNull(value, "value"))
                .changed();
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getAndReplace(K key, V value) {
        return entries.valueOf(entries.write(Operation.GET_AND_REPLACE, openFor(key), requireNonNull(value, "value")));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        bulk.removeAll(openFor(keys));
    }

    @Override
    public void removeAll() {
        requireOpen();
        bulk.removeAll();
    }

    @Override
    public void clear() {
        requireOpen();
        bulk.clear();
    }

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return processing.invoke(openFor(key), requireNonNull(entryProcessor, "entryProcessor"), arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return processing.invokeAll(openFor(keys), requireNonNull(entryProcessor, "entryProcessor"), arguments);
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        requireOpen();
        return new CacheIterator<>(parts, effects, entries, this::requireOpen);
    }

    @Override
    public Optional<Duration> timeToLive(K key) {
        OptionalLong millis = parts.store().timeToLive(parts.codec().key(openFor(key)));
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        boolean eternal = millis.getAsLong() == Long.MAX_VALUE;
        return Optional.of(eternal ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(millis.getAsLong()));
    }

    @Override
    public String redisKey(K key) {
        return parts.keyStart() + parts.codec().keyText(openFor(key));
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        requireOpen();
        // Refuses a configuration that is registered already.
        configuration.addCacheEntryListenerConfiguration(requireNonNull(listenerConfiguration));
        parts.listeners().register(listenerConfiguration);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        requireOpen();
        configuration.removeCacheEntryListenerConfiguration(requireNonNull(listenerConfiguration));
        UserObjects.closeAll(parts.listeners().deregister(listenerConfiguration));
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
            return type.cast(new RedisConfiguration<>(configuration));
        }
        throw new IllegalArgumentException("a configuration can't be shown as " + type.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException(
                "a cache can't be unwrapped as " + type.getName() + "; use " + RedisCache.class.getName());
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        loads.close();
        onClose.run();
    }

    @Override
    public String toString() {
        return "RedisCache '" + parts.name() + "'" + (closed.get() ? " (closed)" : "");
    }
}
