package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.embedded.junit.RedisTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads and providers that meet on one entry, with a writer or with each other's caches. */
@RedisTest
class WriterRaceIT {

    private final TestRedis redis;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Object> database = new ConcurrentHashMap<>();

    WriterRaceIT(TestRedis redis) {
        this.redis = redis;
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void invoke_withAWriter_byTwoProviders_losesNothing_andTheDatabaseAgrees() throws Exception {
        try (Opened one = Opened.at(redis.uri());
                Opened other = Opened.at(redis.uri())) {
            List<Callable<Void>> incrementers = new ArrayList<>();
            for (Opened opened : List.of(one, other)) {
                Cache<String, Integer> cache = writingThrough(opened, "counters", String.class, Integer.class);
                for (int thread = 0; thread < 2; thread++) {
                    incrementers.add(() -> increment(cache, 250));
                }
            }
            for (Future<Void> incrementer : threads.invokeAll(incrementers, 60, TimeUnit.SECONDS)) {
                incrementer.get();
            }

            assertThat(one.manager
                            .getCache("counters", String.class, Integer.class)
                            .get("total"))
                    .isEqualTo(1_000);
            assertThat(database).containsEntry("total", 1_000);
        }
    }

    private static Void increment(Cache<String, Integer> cache, int times) {
        for (int i = 0; i < times; i++) {
            cache.invoke("total", (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return null;
            });
        }
        return null;
    }

    @Test
    void put_withAWriter_ofKeysThatAreArrays_leavesCacheAndDatabaseEqual() throws Exception {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<byte[], Integer> cache = writingThrough(opened, "arrays", byte[].class, Integer.class);
            for (int round = 0; round < 200; round++) {
                byte number = (byte) round;
                List<Callable<Void>> writers = new ArrayList<>();
                for (int value = 0; value < 2; value++) {
                    int written = value;
                    writers.add(() -> {
                        cache.put(new byte[] {1, number}, written);
                        return null;
                    });
                }
                threads.invokeAll(writers, 30, TimeUnit.SECONDS);

                byte[] key = {1, number};
                assertThat(cache.get(key)).isEqualTo(database.get(text(key)));
            }
        }
    }

    @Test
    void processor_thatWaitsForAnotherCachesProcessorOfTheSameKey_ends() throws Exception {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, String> one = opened.cache("one");
            Cache<String, String> other = opened.cache("other");

            Future<String> outer = threads.submit(() -> one.invoke("key", (entry, arguments) -> {
                Future<String> inner =
                        threads.submit(() -> other.invoke("key", (innerEntry, innerArguments) -> "inner"));
                try {
                    return inner.get(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));

            assertThat(outer.get(20, TimeUnit.SECONDS)).isEqualTo("inner");
        }
    }

    @Test
    void processors_ofTwoProvidersThatUseEachOthersCache_end() throws Exception {
        try (Opened one = Opened.at(redis.uri());
                Opened other = Opened.at(redis.uri())) {
            Cache<String, String> first = one.cache("crossed");
            Cache<String, String> second = other.cache("crossed");
            CountDownLatch bothInside = new CountDownLatch(2);

            Future<?> there = threads.submit(() -> nest(first, "a", second, "b", bothInside));
            Future<?> back = threads.submit(() -> nest(second, "b", first, "a", bothInside));

            there.get(20, TimeUnit.SECONDS);
            back.get(20, TimeUnit.SECONDS);
        }
    }

    private static void nest(
            Cache<String, String> outer,
            String outerKey,
            Cache<String, String> inner,
            String innerKey,
            CountDownLatch bothInside) {
        outer.invoke(outerKey, (entry, arguments) -> {
            bothInside.countDown();
            try {
                bothInside.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return inner.invoke(innerKey, (innerEntry, innerArguments) -> "done");
        });
    }

    private <K> Cache<K, Integer> writingThrough(
            Opened opened, String name, Class<K> keyType, Class<Integer> valueType) {
        return opened.manager.createCache(
                name,
                new MutableConfiguration<K, Integer>()
                        .setTypes(keyType, valueType)
                        .setWriteThrough(true)
                        .setCacheWriterFactory(Database::new));
    }

    private static String text(Object key) {
        return key instanceof byte[] bytes ? Arrays.toString(bytes) : Objects.toString(key);
    }

    private final class Database<K> implements CacheWriter<K, Integer> {

        @Override
        public void write(Cache.Entry<? extends K, ? extends Integer> entry) {
            database.put(text(entry.getKey()), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends K, ? extends Integer>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            database.remove(text(key));
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }
}
