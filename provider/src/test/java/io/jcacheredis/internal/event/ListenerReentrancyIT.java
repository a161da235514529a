package io.jcacheredis.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jcacheredis.internal.cache.CachesExtension;
import io.jcacheredis.internal.cache.TestListeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners may use caches, their own and others, from many threads at once, without a deadlock. */
class ListenerReentrancyIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int THREADS = 8;
    private static final int ROUNDS = 100;
    /** Where threads wait for each other's turns most of the time, up to ten milliseconds each. */
    private static final int WAITING_ROUNDS = 25;

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private static void fromManyThreads(IntConsumer action) {
        fromManyThreads(ROUNDS, action);
    }

    private static void fromManyThreads(int rounds, IntConsumer action) {
        assertTimeoutPreemptively(LIMIT, () -> {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> ends = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int number = thread;
                    ends.add(threads.submit(() -> {
                        for (int round = 0; round < rounds; round++) {
                            action.accept(number * rounds + round);
                        }
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            } finally {
                threads.shutdownNow();
            }
        });
    }

    @ParameterizedTest(name = "synchronous {0}")
    @ValueSource(booleans = {true, false})
    void listenerWritesToItsOwnCacheAndKey_noDeadlock(boolean synchronous) {
        List<Cache<String, String>> self = new CopyOnWriteArrayList<>();
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.listener(
                        new TestListeners.ToAll<>(event -> {
                            if (event.getValue().length() < 12) {
                                self.get(0).put(event.getKey(), event.getValue() + "+");
                                self.get(0).get(event.getKey());
                                self.get(0).invoke(event.getKey(), (entry, arguments) -> entry.getValue());
                            }
                        }),
                        null,
                        synchronous)));
        self.add(cache);

        fromManyThreads(i -> cache.put("key" + i % 3, "value" + i));

        cache.put("key", "value");
        if (synchronous) {
            assertThat(cache.get("key")).isEqualTo("value+++++++");
        }
    }

    /** Two caches whose listeners write to each other, with keys that cross. */
    @Test
    void listenersOfTwoCachesWriteToEachOther_noDeadlock() {
        List<Cache<String, String>> both = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            both.add(caches.manager()
                    .createCache(
                            "cache" + i,
                            CachesExtension.strings()
                                    .addCacheEntryListenerConfiguration(TestListeners.synchronously(event -> {
                                        if (event.getValue().length() < 10) {
                                            String mirrored = event.getKey().equals("a") ? "b" : "a";
                                            both.get(other).put(mirrored, event.getValue() + "+");
                                            both.get(other)
                                                    .putAll(Map.of(
                                                            "a", event.getValue() + "++++",
                                                            "b", event.getValue() + "++++"));
                                        }
                                    }))));
        }

        fromManyThreads(WAITING_ROUNDS, i -> both.get(i % 2).put(i % 3 == 0 ? "a" : "b", "value"));
        fromManyThreads(WAITING_ROUNDS, i -> both.get(i % 2).putAll(Map.of("a", "value", "b", "value")));

        assertThat(both.get(0).containsKey("a")).isTrue();
    }

    @Test
    void processorUsesAnotherCacheWhoseProcessorUsesTheFirst_noDeadlock() {
        Cache<String, String> one = caches.manager().createCache("one", CachesExtension.strings());
        Cache<String, String> two = caches.manager().createCache("two", CachesExtension.strings());

        fromManyThreads(i -> {
            Cache<String, String> outer = i % 2 == 0 ? one : two;
            Cache<String, String> inner = i % 2 == 0 ? two : one;
            outer.invoke("a", (entry, arguments) -> {
                entry.setValue("outer");
                return inner.invoke("b", (innerEntry, none) -> {
                    innerEntry.setValue("inner");
                    outer.put("c", "value");
                    return null;
                });
            });
        });

        assertThat(one.get("a")).isEqualTo("outer");
        assertThat(two.get("b")).isEqualTo("inner");
    }

    @Test
    void listenerClosesItsCache_callReturns() {
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(
                        TestListeners.synchronously(event -> event.getSource().close())));

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> cache.put("key", "value"));

        assertThat(cache.isClosed()).isTrue();
    }

    @Test
    void listenerDestroysItsCache_callReturnsAndNothingIsLeft() {
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(
                        TestListeners.synchronously(event -> caches.manager().destroyCache("cache"))));

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> cache.put("key", "value"));

        assertThat(caches.<String, String>create(CachesExtension.strings()).get("key"))
                .isNull();
    }
}
