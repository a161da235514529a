package io.jcacheredis.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.cache.CachesExtension;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writing through in bulk: what the writer did not do, the cache does not do either, and does the rest. */
class BulkWritingIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private final Map<String, String> database = new ConcurrentHashMap<>();
    private Cache<String, String> cache;

    @BeforeEach
    void create() {
        cache = caches.create(CachesExtension.strings()
                .setWriteThrough(true)
                .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(new DatabaseWriter())));
    }

    /** Takes out of the collection what it has done, as the specification asks, and fails if a key is bad. */
    private final class DatabaseWriter implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            database.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            boolean failed = false;
            for (Iterator<Cache.Entry<? extends String, ? extends String>> i = entries.iterator(); i.hasNext(); ) {
                Cache.Entry<? extends String, ? extends String> entry = i.next();
                if (entry.getKey().startsWith("bad")) {
                    failed = true;
                } else {
                    write(entry);
                    i.remove();
                }
            }
            failIf(failed);
        }

        @Override
        public void delete(Object key) {
            database.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            boolean failed = false;
            for (Iterator<?> i = keys.iterator(); i.hasNext(); ) {
                Object key = i.next();
                if (key.toString().startsWith("bad")) {
                    failed = true;
                } else {
                    delete(key);
                    i.remove();
                }
            }
            failIf(failed);
        }

        private void failIf(boolean failed) {
            if (failed) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Test
    void putAll_failsInPart_cacheHasWhatTheDatabaseHas() {
        Map<String, String> entries = Map.of("a", "1", "bad", "2", "c", "3");

        assertThatThrownBy(() -> cache.putAll(entries)).isInstanceOf(CacheWriterException.class);

        assertThat(database).isEqualTo(Map.of("a", "1", "c", "3"));
        assertThat(cache.getAll(entries.keySet())).isEqualTo(database);
    }

    @Test
    void removeAllOfKeys_failsInPart_cacheKeepsWhatTheDatabaseKept() {
        cache.put("a", "1");
        cache.put("bad", "2");

        assertThatThrownBy(() -> cache.removeAll(Set.of("a", "bad", "missing")))
                .isInstanceOf(CacheWriterException.class);

        assertThat(database).isEqualTo(Map.of("bad", "2"));
        assertThat(cache.getAll(Set.of("a", "bad"))).isEqualTo(database);
    }

    @Test
    void removeAll_failsInPart_cacheKeepsWhatTheDatabaseKept() {
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            cache.put("key" + i, "v");
            if (i % 500 == 0) {
                cache.put("bad" + i, "v");
                expected.put("bad" + i, "v");
            }
        }

        assertThatThrownBy(cache::removeAll).isInstanceOf(CacheWriterException.class);

        assertThat(database).isEqualTo(expected);
        Map<String, String> left = new HashMap<>();
        cache.forEach(entry -> left.put(entry.getKey(), entry.getValue()));
        assertThat(left).isEqualTo(expected);
    }

    /** Within a JVM, what the database has last is what the cache has last. */
    @Test
    void manyThreadsWriteTheSameKeys_cacheEndsAsTheDatabase() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            String name = "thread" + thread;
            boolean bulk = thread % 2 == 0;
            threads.execute(() -> {
                for (int i = 0; i < 200; i++) {
                    String value = name + "." + i;
                    if (bulk) {
                        cache.putAll(Map.of("a", value, "b", value));
                    } else if (i % 10 == 9) {
                        cache.removeAll(Set.of("a", "b"));
                    } else {
                        cache.put(i % 2 == 0 ? "a" : "b", value);
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(database);
    }
}
