package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.internal.cache.Corner.Listening;
import io.jcacheredis.internal.cache.Corner.WriterKind;
import io.jcacheredis.internal.cache.Observation.Counts;
import io.jcacheredis.internal.cache.Observation.Event;
import io.jcacheredis.internal.cache.Observation.Write;
import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.expiry.ExpiringStore;
import io.jcacheredis.internal.expiry.Expiry;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.KeptValues;
import io.jcacheredis.internal.store.Mutation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** A cache in a {@link Corner}, whose policy, listener, writer and statistics tell what they saw. Used by one thread. */
final class ObservedCache {

    private static final KeyTurns TURNS = new KeyTurns(new KeyLocks(), "jcache:observed:", Duration.ofSeconds(10));
    private static final EntryCodec<String, String> CODEC = new EntryCodec<>(
            "observed",
            String.class,
            String.class,
            KeyCodecs.choose(String.class, CodecSettings.defaults(ObservedCache.class.getClassLoader())),
            Codecs.string());

    private final EntryStore store;
    private final Corner corner;
    private final CacheStatistics statistics;
    private final Queue<Runnable> asynchronous = new ArrayDeque<>();
    private final List<Slot> policyCalls = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final CacheFacade<String, String> cache;

    ObservedCache(EntryStore store, Corner corner) {
        this.store = store;
        this.corner = corner;
        this.statistics = new CacheStatistics(corner.statistics());
        Expiry expiry = new Expiry(corner.policy().policy().apply(policyCalls::add));
        Listeners<String, String> listeners = new Listeners<>(asynchronous::add);
        if (corner.listening() != Listening.NOBODY) {
            listeners.register(new MutableCacheEntryListenerConfiguration<>(
                    new FactoryBuilder.SingletonFactory<>(new Listener()),
                    null,
                    corner.listening() != Listening.SYNC,
                    corner.listening() != Listening.ASYNC_WITH_OLD_VALUE));
        }
        CacheParts<String, String> parts = new CacheParts<>(
                "observed",
                "observed:",
                CODEC,
                OnFailure.STRICT,
                new HibernateEntries("observed", OnFailure.STRICT, warning -> {}, null),
                new ExpiringStore(store, expiry),
                KeptValues.NONE,
                expiry,
                new Loading<>(new Loader(), corner.readThrough()),
                corner.writer() == WriterKind.NONE
                        ? null
                        : new Writing<>(new Writer(corner.writer()), Duration.ofSeconds(10)),
                listeners,
                statistics,
                TURNS,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                (period, task) -> CompletableFuture.completedFuture(null),
                Runnable::run,
                (call, depth) -> call.run());
        this.cache = new CacheFacade<>(TestParts.manager(), new RedisConfiguration<>(), parts, () -> {});
    }

    /** Calls the method and tells what it did. */
    Observation observe(CacheMethod.Call method, String key) {
        Object returned = null;
        Class<?> thrown = null;
        policyCalls.clear();
        try {
            returned = method.on(cache, key);
        } catch (Exception e) {
            thrown = e.getClass();
        }
        if (corner.listening() == Listening.ASYNC_WITH_OLD_VALUE && !events.isEmpty()) {
            throw new AssertionError("an asynchronous listener was called by the caller's thread");
        }
        while (!asynchronous.isEmpty()) {
            asynchronous.remove().run();
        }
        return new Observation(
                returned,
                thrown,
                stored(key),
                store.timeToLive(bytes(key)).orElse(0),
                List.copyOf(policyCalls),
                List.copyOf(events),
                List.copyOf(writes),
                new Counts(
                        statistics.getCacheHits(),
                        statistics.getCacheMisses(),
                        statistics.getCachePuts(),
                        statistics.getCacheRemovals()));
    }

    private String stored(String key) {
        byte[] value = store.apply(bytes(key), Mutation.peek()).prior();
        return value == null ? null : new String(value, UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private final class Listener
            implements CacheEntryCreatedListener<String, String>,
                    CacheEntryUpdatedListener<String, String>,
                    CacheEntryRemovedListener<String, String>,
                    CacheEntryExpiredListener<String, String> {

        private void record(Iterable<CacheEntryEvent<? extends String, ? extends String>> received) {
            for (CacheEntryEvent<? extends String, ? extends String> event : received) {
                events.add(new Event(
                        event.getEventType(),
                        event.getValue(),
                        event.getOldValue(),
                        event.isOldValueAvailable(),
                        stored(event.getKey())));
            }
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> received) {
            record(received);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> received) {
            record(received);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> received) {
            record(received);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> received) {
            record(received);
        }
    }

    static final class Loader implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return CacheMethod.LOADED;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, CacheMethod.LOADED));
            return loaded;
        }
    }

    private final class Writer implements CacheWriter<String, String> {

        private final WriterKind kind;

        Writer(WriterKind kind) {
            this.kind = kind;
        }

        private void record(Object key, String value) {
            writes.add(new Write(value, stored((String) key)));
            if (kind == WriterKind.FAILS) {
                throw new UnsupportedOperationException("a writer that fails on purpose");
            }
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            record(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            record(key, null);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }
}
