package io.jcacheredis.examples.quickstart;

import io.jcacheredis.RedisCache;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Shows the main features step by step, on the Redis of {@code REDIS_URL} or, without one, on an embedded Redis. Except for
 * {@code timeToLive} and the keys, everything here is plain {@code javax.cache}.
 */
public final class QuickStart {

    /** A value. Its parts can all be rebuilt from JSON, so JSON is what lies in Redis. */
    public record Property(String id, String city, long price) {}

    private static final String KEY_PREFIX = "quickstart:";

    private final PrintStream out;
    private final CacheManager manager;
    private final RedisKeys keys;
    private int step;

    private QuickStart(PrintStream out, CacheManager manager, RedisKeys keys) {
        this.out = out;
        this.manager = manager;
        this.keys = keys;
    }

    /** Runs on {@code REDIS_URL}, or on an embedded Redis that ends with the program. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        String url = System.getenv("REDIS_URL");
        if (url != null) {
            run(url, System.out);
            return;
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            run(redis.uri().toString(), System.out);
        }
    }

    static void run(String redisUrl, PrintStream out) throws InterruptedException, ExecutionException {
        Properties settings = new Properties();
        settings.setProperty("jcache.redis.url", redisUrl);
        settings.setProperty("jcache.redis.key-prefix", KEY_PREFIX);
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager(URI.create("quickstart"), null, settings);
                RedisKeys keys = new RedisKeys(redisUrl, KEY_PREFIX)) {
            new QuickStart(out, manager, keys).runSteps();
        }
    }

    private void runSteps() throws InterruptedException, ExecutionException {
        Cache<String, Property> details = manager.createCache(
                "property:detail",
                new MutableConfiguration<String, Property>()
                        .setTypes(String.class, Property.class)
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 2)))
                        .setStatisticsEnabled(true));
        Cache<String, Long> visits = manager.createCache(
                "visits", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
        details.clear();
        visits.clear();

        putAndHit(details);
        showKeys("The same entries as redis-cli shows them");
        countDown(details);
        listen(details);
        incrementAtomically(visits);
        purge(details);

        manager.destroyCache("property:detail");
        manager.destroyCache("visits");
        say("Done: destroying the caches left " + keys.count() + " keys of theirs in Redis.");
    }

    private void putAndHit(Cache<String, Property> details) {
        title("Put, and hit");
        details.put("prop-123", new Property("prop-123", "Lisbon", 420_000));
        details.put("prop-456", new Property("prop-456", "Porto", 310_000));
        say("get prop-123: " + details.get("prop-123"));
        say("get prop-999: " + details.get("prop-999"));
    }

    private void countDown(Cache<String, Property> details) throws InterruptedException {
        title("The expiry policy is a time to live in Redis, which counts it down");
        RedisCache<?, ?> redis = details.unwrap(RedisCache.class);
        for (@Nullable Property found = details.get("prop-123"); found != null; found = details.get("prop-123")) {
            long millis = timeToLive(redis, "prop-123");
            say("prop-123 has " + millis + " ms left: " + "#".repeat((int) Math.max(0, millis / 50)));
            TimeUnit.MILLISECONDS.sleep(400);
        }
        say("prop-123 has expired: " + details.get("prop-123"));
    }

    @SuppressWarnings("unchecked") // the key is a String, as the cache was created
    private static long timeToLive(RedisCache<?, ?> cache, String key) {
        return ((RedisCache<String, ?>) cache)
                .timeToLive(key)
                .map(java.time.Duration::toMillis)
                .orElse(0L);
    }

    private void listen(Cache<String, Property> details) {
        title("A listener hears of every change");
        CacheEntryListenerConfiguration<String, Property> listener = new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(new PrintingListener(this::say)), null, true, true);
        details.registerCacheEntryListener(listener);
        details.put("prop-123", new Property("prop-123", "Lisbon", 420_000));
        details.replace("prop-123", new Property("prop-123", "Lisbon", 399_000));
        details.remove("prop-123");
        details.deregisterCacheEntryListener(listener);
    }

    private void incrementAtomically(Cache<String, Long> visits) throws InterruptedException, ExecutionException {
        title("invoke is atomic, whatever other threads and JVMs do");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 250; i++) {
                        visits.invoke("prop-456", (entry, arguments) -> {
                            entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                            return null;
                        });
                    }
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        say("4 threads x 250 increments: " + visits.get("prop-456"));
    }

    private void purge(Cache<String, Property> details) {
        title("Purge one cache; the others keep their entries");
        details.put("prop-789", new Property("prop-789", "Faro", 275_000));
        showKeys("Before");
        details.clear();
        showKeys("After details.clear()");
    }

    private void showKeys(String heading) {
        say(heading + ":");
        keys.describe().forEach(line -> say("  " + line));
    }

    private void title(String text) {
        step++;
        out.println();
        out.println(step + ". " + text);
    }

    private void say(String line) {
        out.println("   " + line);
    }
}
