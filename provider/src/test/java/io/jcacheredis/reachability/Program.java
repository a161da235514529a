package io.jcacheredis.reachability;

import io.jcacheredis.invalidation.InvalidationEvent;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** The classes of a program with caches, which it has to name itself where it wants to be a native image. */
public final class Program {

    static final InvalidationEvent SOLD = InvalidationEvent.of("sold", Map.of("id", "1", "seller", "s"));

    private Program() {}

    public enum Kind {
        FLAT,
        VILLA
    }

    public record House(String street, int number, Kind kind, LocalDate built, List<String> rooms)
            implements Serializable {

        static House number(int number) {
            return new House("Main Street", number, Kind.FLAT, LocalDate.of(1999, 1, 2), List.of("kitchen"));
        }
    }

    public record Place(String town, int code) implements Serializable {}

    public interface Named {

        String name();
    }

    /** What makes any interface an object. */
    public record Handler(String result) implements InvocationHandler, Serializable {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return result;
        }
    }

    public static final class Loader implements CacheLoader<UUID, House> {

        @Override
        public House load(UUID key) {
            return House.number(1);
        }

        @Override
        public Map<UUID, House> loadAll(Iterable<? extends UUID> keys) {
            Map<UUID, House> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }

    public static final class Writer implements CacheWriter<UUID, House> {

        @Override
        public void write(Cache.Entry<? extends UUID, ? extends House> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends UUID, ? extends House>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }

    public static final class Filter implements CacheEntryEventFilter<Object, Object> {

        @Override
        public boolean evaluate(CacheEntryEvent<?, ?> event) {
            return true;
        }
    }

    public static final class Listener
            implements CacheEntryCreatedListener<Object, Object>,
                    CacheEntryUpdatedListener<Object, Object>,
                    CacheEntryRemovedListener<Object, Object>,
                    CacheEntryExpiredListener<Object, Object>,
                    Serializable {

        @Override
        public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<?, ?>> events) {}

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {}

        @Override
        public void onExpired(Iterable<CacheEntryEvent<?, ?>> events) {}
    }
}
