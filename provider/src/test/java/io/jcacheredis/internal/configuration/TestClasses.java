package io.jcacheredis.internal.configuration;

import java.util.Collection;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** Classes that configurations name. */
public final class TestClasses {

    private TestClasses() {}

    /** Loads the key in capitals. */
    public static final class Loader implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return key.toUpperCase(java.util.Locale.ROOT);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new java.util.HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }

    /** Makes loaders. */
    public static final class LoaderFactory implements Factory<CacheLoader<String, String>> {

        private static final long serialVersionUID = 1L;

        @Override
        public CacheLoader<String, String> create() {
            return new Loader();
        }
    }

    /** Writes nowhere. */
    public static final class Writer implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }

    /** Hears of creations. */
    public static final class Listener implements CacheEntryCreatedListener<Object, Object> {

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {}
    }

    /** Lets everything through. */
    public static final class Filter implements CacheEntryEventFilter<Object, Object> {

        @Override
        public boolean evaluate(CacheEntryEvent<? extends Object, ? extends Object> event) {
            return true;
        }
    }

    /** Has no public constructor without arguments. */
    public static final class Argument implements CacheLoader<String, String> {

        private final String value;

        public Argument(String value) {
            this.value = value;
        }

        @Override
        public String load(String key) {
            return value;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }
    }

    /** A value that only some codecs can hold. */
    public static final class Pojo implements java.io.Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** Can't be made. */
    public abstract static class Abstract implements CacheLoader<String, String> {}
}
