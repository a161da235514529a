package io.jcacheredis;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import redis.clients.jedis.RedisClient;

/** One of several JVMs that load the same entries while others change the database, for {@link LoadsOfJvmsIT}. */
final class LoadingJvm implements AutoCloseable {

    static final String CACHE = "loaded";
    /** The entries of one round, which each thread comes to in the same order. */
    static final int KEYS = 25;

    private static final Duration HOUR = Duration.ofHours(1);

    /** Reads the keys {@code db:<key>} of the same Redis, past the cache, and takes its time. */
    private record Database(RedisClient redis, Runnable pause) implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            redis.incr("loads");
            pause.run();
            String value = redis.get(Race.inDatabase(key));
            pause.run();
            return value;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }

    private final RedisClient redis;
    private final int number;
    private final Race race;
    private final Opened opened;
    private final Database database;
    private final RedisCache<String, String> cache;
    private final ExecutorService executor;
    private final int own;

    @SuppressWarnings("unchecked")
    private LoadingJvm(URI uri, int number, int jvms, int own, Runnable pause) {
        this.redis = RedisClient.create(uri);
        this.number = number;
        this.own = own;
        this.race = new Race(redis, CACHE, jvms * own);
        this.opened = Opened.at(uri, "jcache.redis.load-lease", LoadsOfJvmsIT.LEASE_MILLIS + "ms");
        this.database = new Database(redis, pause);
        this.cache = opened.manager
                .createCache(
                        CACHE,
                        new MutableConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setReadThrough(true)
                                .setCacheLoaderFactory(() -> database))
                .unwrap(RedisCache.class);
        this.executor = Executors.newFixedThreadPool(own);
    }

    /**
     * Arguments: the Redis, what to do, the number of this JVM, of how many, the threads of each, and a number: {@code race} for so many
     * rounds; {@code together} loads one entry by all threads at once, which takes so many milliseconds; {@code hang} loads it and
     * never ends.
     */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endAfter(Duration.ofHours(1));
        URI uri = URI.create(arguments[0]);
        String what = arguments[1];
        int count = Integer.parseInt(arguments[5]);
        Runnable pause = switch (what) {
            case "race" -> Race::pause;
            case "together" -> () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(count));
            default ->
                () -> {
                    System.out.println("ready");
                    LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(5));
                };
        };
        try (LoadingJvm jvm = new LoadingJvm(
                uri,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                pause)) {
            switch (what) {
                case "race" -> jvm.race(count);
                case "together" -> jvm.together();
                default -> jvm.cache.get("k");
            }
        }
    }

    private void byAll(Callable<Void> task) throws Exception {
        Callable<Void> ending = () -> {
            try {
                return task.call();
            } catch (Throwable e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1); // the others would wait for this thread
                throw e;
            }
        };
        for (var result : executor.invokeAll(Collections.nCopies(own, ending))) {
            result.get();
        }
    }

    private void together() throws Exception {
        byAll(() -> {
            race.meet("together", 0);
            String value = cache.get("k");
            System.out.println("got=" + value);
            return null;
        });
    }

    private void race(int rounds) throws Exception {
        byAll(() -> {
            for (int round = 0; round < rounds; round++) {
                race.meet("start", round);
                for (int key = 0; key < KEYS; key++) {
                    visit("key-" + key, ThreadLocalRandom.current().nextInt(14), round % 2 == 0);
                }
                race.meet("end", round);
                race.check(round, number == 0, KEYS);
            }
            return null;
        });
        race.printResult();
    }

    /** @param byHand whether entries are written through by hand in this round, or purged with others */
    private void visit(String key, int method, boolean byHand) throws Exception {
        switch (method) {
            case 0 -> changed(key, () -> cache.remove(key));
            case 1 -> changed(key, () -> cache.removeAll(Set.of(key, "other")));
            case 2 -> changed(key, () -> cache.purge(key));
            case 3 -> changed(key, () -> cache.getAndRemove(key));
            case 4 -> {
                if (byHand) {
                    cache.putThrough(key, newValue(), value -> redis.set(Race.inDatabase(key), value), HOUR);
                } else {
                    changed(key, () -> cache.purge(key.substring(0, key.length() - 1) + "*"));
                }
            }
            case 5 -> {
                if (!byHand) {
                    changed(key, cache::clear);
                }
            }
            case 6 -> cache.getAll(new HashSet<>(List.of(key, "key-0", "key-7")));
            case 7 -> {
                CompletionListenerFuture loaded = new CompletionListenerFuture();
                cache.loadAll(Set.of(key), true, loaded);
                loaded.get(1, TimeUnit.MINUTES);
            }
            case 8, 9 -> cache.getOrLoad(key, database::load, HOUR);
            default -> cache.get(key);
        }
    }

    private void changed(String key, Runnable removal) {
        redis.set(Race.inDatabase(key), newValue());
        removal.run();
    }

    private String newValue() {
        return number + "." + System.nanoTime();
    }

    @Override
    public void close() {
        executor.shutdown();
        opened.close();
        redis.close();
    }
}
