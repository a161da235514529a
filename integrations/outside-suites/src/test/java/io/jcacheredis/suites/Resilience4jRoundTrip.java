package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.cache.Cache;
import io.github.resilience4j.cache.event.CacheEvent;
import io.github.resilience4j.core.functions.CheckedFunction;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Resilience4j's cache around caches of ours: it asks by {@code get}, and stores what a supplier gave by {@code invoke}. */
class Resilience4jRoundTrip {

    private static final int THREADS = 4;

    /** One side of it, as a JVM would have it. */
    private static final class Side implements AutoCloseable {

        final Opened opened;
        final Cache<String, String> cache;
        final List<CacheEvent.Type> events = new CopyOnWriteArrayList<>();

        Side(URI redis, String name, String... namesAndValues) {
            opened = Opened.at(redis, "resilience4j", namesAndValues);
            cache = Cache.of(opened.cache(name, String.class, String.class));
            cache.getEventPublisher().onEvent(event -> events.add(event.getEventType()));
        }

        static Side of(String name) {
            return new Side(TestRedis.shared().uri(), name);
        }

        @Override
        public void close() {
            opened.close();
        }
    }

    @Test
    void whatOneComputed_isAHitOfBoth() {
        try (Side one = Side.of("shared");
                Side other = Side.of("shared")) {
            AtomicInteger calls = new AtomicInteger();
            Function<String, String> ofOne =
                    Cache.decorateSupplier(one.cache, () -> "value " + calls.incrementAndGet());
            Function<String, String> ofOther =
                    Cache.decorateSupplier(other.cache, () -> "value " + calls.incrementAndGet());

            assertThat(ofOne.apply("key")).isEqualTo("value 1");
            assertThat(ofOne.apply("key")).isEqualTo("value 1");
            assertThat(ofOther.apply("key")).isEqualTo("value 1");
            assertThat(ofOther.apply("other key")).isEqualTo("value 2");

            assertThat(one.events).containsExactly(CacheEvent.Type.CACHE_MISS, CacheEvent.Type.CACHE_HIT);
            assertThat(other.events).containsExactly(CacheEvent.Type.CACHE_HIT, CacheEvent.Type.CACHE_MISS);
            assertThat(one.cache.getMetrics().getNumberOfCacheHits()).isOne();
            assertThat(other.cache.getMetrics().getNumberOfCacheMisses()).isOne();
        }
    }

    @Test
    void supplierThatThrows_storesNothing() throws Throwable {
        try (Side side = Side.of("throwing")) {
            CheckedFunction<String, String> failing = Cache.decorateCheckedSupplier(side.cache, () -> {
                throw new IOException("no source");
            });
            CheckedFunction<String, String> working = Cache.decorateCheckedSupplier(side.cache, () -> "value");

            assertThatThrownBy(() -> failing.apply("key")).hasRootCauseInstanceOf(IOException.class);
            assertThat(working.apply("key")).isEqualTo("value");
            assertThat(failing.apply("key")).isEqualTo("value");

            assertThat(side.events)
                    .containsExactly(
                            CacheEvent.Type.CACHE_MISS,
                            CacheEvent.Type.ERROR,
                            CacheEvent.Type.CACHE_MISS,
                            CacheEvent.Type.CACHE_HIT);
        }
    }

    @Test
    void callersThatMissAtOnce_getTheOneValueThatIsStored() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Side one = Side.of("at-once");
                Side other = Side.of("at-once")) {
            for (int round = 0; round < 50; round++) {
                String key = "key " + round;
                List<Callable<String>> callers = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    Side side = i % 2 == 0 ? one : other;
                    callers.add(() -> Cache.<String, String>decorateCallable(
                                    side.cache, () -> UUID.randomUUID().toString())
                            .unchecked()
                            .apply(key));
                }
                List<String> values = new ArrayList<>();
                for (Future<String> value : threads.invokeAll(callers)) {
                    values.add(value.get());
                }
                assertThat(values).as(key).containsOnly(values.get(0));
            }
            assertThat(one.events).doesNotContain(CacheEvent.Type.ERROR);
            assertThat(other.events).doesNotContain(CacheEvent.Type.ERROR);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nullOfASupplier_isNotStored() {
        try (Side side = Side.of("null")) {
            assertThat(Cache.<String, String>decorateSupplier(side.cache, () -> null)
                            .apply("key"))
                    .isNull();
            assertThat(Cache.decorateSupplier(side.cache, () -> "value").apply("key"))
                    .isEqualTo("value");
        }
    }

    @Test
    void redisThatIsAway_isAMissOfACacheThatDegrades() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Side side = new Side(redis.uri(), "degrading", "jcache.redis.timeout", "300ms")) {
            Function<String, String> cached = Cache.decorateSupplier(side.cache, () -> "value");
            redis.kill();

            assertThat(cached.apply("key")).isEqualTo("value");

            assertThat(side.events).containsExactly(CacheEvent.Type.CACHE_MISS);
            assertHitsAgain(redis, side, cached);
        }
    }

    @Test
    void redisThatIsAway_isAnErrorOfAStrictCache_andTheCallerGetsTheValue() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Side side = new Side(
                        redis.uri(), "strict", "jcache.redis.timeout", "300ms", "jcache.redis.on-failure", "strict")) {
            Function<String, String> cached = Cache.decorateSupplier(side.cache, () -> "value");
            redis.kill();

            assertThat(cached.apply("key")).isEqualTo("value");

            assertThat(side.events).containsExactly(CacheEvent.Type.ERROR, CacheEvent.Type.ERROR);
            assertHitsAgain(redis, side, cached);
        }
    }

    private static void assertHitsAgain(EmbeddedRedis redis, Side side, Function<String, String> cached) {
        redis.restart();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(cached.apply("key")).isEqualTo("value");
            assertThat(side.events).endsWith(CacheEvent.Type.CACHE_HIT);
        });
    }
}
