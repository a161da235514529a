package io.jcacheredis;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/**
 * One of several JVMs that write the same entries through their writers, for {@link WritersOfJvmsIT}. The database is in the same
 * Redis, past the cache.
 */
final class WritingJvm implements AutoCloseable {

    static final String CACHE = "written";
    static final int THREADS = 2;
    /** The entries that all threads of all JVMs write in one round, each in the same order. */
    static final int KEYS = 25;

    /** What a writer does between its call and the database, and after it. */
    interface Pause {
        void take();
    }

    /** Writes to the keys {@code db:<key>}. */
    static final class Database implements CacheWriter<String, String>, CacheLoader<String, String> {

        private final RedisClient redis;
        private final Pause before;
        private final Pause after;

        Database(RedisClient redis, Pause before, Pause after) {
            this.redis = redis;
            this.before = before;
            this.after = after;
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            before.take();
            redis.set(Race.inDatabase(entry.getKey()), entry.getValue());
            after.take();
        }

        @Override
        public @Nullable String load(String key) {
            before.take();
            String value = redis.get(Race.inDatabase(key));
            after.take();
            return value;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> {
                String value = load(key);
                if (value != null) {
                    all.put(key, value);
                }
            });
            return all;
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            before.take();
            redis.del(Race.inDatabase(key));
            after.take();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }

    static Cache<String, String> cache(Opened opened, Database database) {
        return opened.manager.createCache(CACHE, writingTo(database));
    }

    private static MutableConfiguration<String, String> writingTo(Database database) {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setWriteThrough(true)
                .setCacheWriterFactory(() -> database);
    }

    private final RedisClient redis;
    private final int number;
    private final Race race;
    private final Opened opened;
    private final Cache<String, String> cache;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    private WritingJvm(URI uri, int number, int jvms) {
        this.redis = RedisClient.create(uri);
        this.number = number;
        this.race = new Race(redis, CACHE, jvms * THREADS);
        this.opened = Opened.at(uri);
        Database database = new Database(redis, Race::pause, Race::pause);
        this.cache = opened.manager.createCache(
                CACHE, writingTo(database).setReadThrough(true).setCacheLoaderFactory(() -> database));
    }

    /**
     * Arguments: the Redis, then either {@code race}, the number of this JVM, of how many, and how many rounds; or {@code hang}, a
     * key and a value: writes it to the database, and no further.
     */
    public static void main(String[] arguments) throws Exception {
        URI uri = URI.create(arguments[0]);
        if (arguments[1].equals("hang")) {
            ChildJvm.endAfter(Duration.ofMinutes(1));
            hang(uri, arguments[2], arguments[3]);
        } else {
            ChildJvm.endAfter(Duration.ofHours(1));
            try (WritingJvm jvm = new WritingJvm(uri, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))) {
                jvm.race(Integer.parseInt(arguments[4]));
            }
        }
    }

    private static void hang(URI uri, String key, String value) {
        try (RedisClient redis = RedisClient.create(uri);
                Opened opened = Opened.at(uri, "jcache.redis.write-fence", WritersOfJvmsIT.FENCE_MILLIS + "ms")) {
            Pause forEver = () -> {
                System.out.println("ready");
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(5));
            };
            cache(opened, new Database(redis, () -> {}, forEver)).put(key, value);
        }
    }

    private void race(int rounds) throws Exception {
        Callable<Void> racer = () -> {
            for (int round = 0; round < rounds; round++) {
                race.meet("start", round);
                for (int key = 0; key < KEYS; key++) {
                    change("key-" + key, ThreadLocalRandom.current().nextInt(15));
                }
                race.meet("end", round);
                race.check(round, number == 0, KEYS);
            }
            return null;
        };
        for (var result : executor.invokeAll(Collections.nCopies(THREADS, racer))) {
            result.get();
        }
        race.printResult();
    }

    private void change(String key, int method) {
        String value = number + "." + System.nanoTime();
        switch (method) {
            case 0 -> cache.getAndPut(key, value);
            case 1 -> cache.putIfAbsent(key, value);
            case 2 -> cache.replace(key, value);
            case 3 -> {
                String current = cache.get(key);
                if (current != null) {
                    cache.replace(key, current, value);
                }
            }
            case 4 -> cache.remove(key);
            case 5 -> cache.putAll(Map.of(key, value));
            case 6 -> cache.removeAll(Set.of(key));
            case 7, 8 ->
                cache.invoke(key, (entry, none) -> {
                    entry.setValue(entry.exists() ? value + "+" : value);
                    return null;
                });
            case 9 ->
                cache.invoke(key, (entry, none) -> {
                    entry.remove();
                    return null;
                });
            case 10, 11 -> cache.get(key);
            case 12 -> cache.getAll(Set.of(key));
            default -> cache.put(key, value);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        opened.close();
        redis.close();
    }
}
