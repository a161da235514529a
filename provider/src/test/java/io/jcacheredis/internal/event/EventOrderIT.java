package io.jcacheredis.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.cache.CachesExtension;
import io.jcacheredis.internal.cache.TestListeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a key come in the order of its changes, however many threads and methods change it. */
class EventOrderIT {

    private static final int THREADS = 8;
    private static final int ROUNDS = 300;

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private record Seen(EventType type, String value, String oldValue) {

        static Seen of(CacheEntryEvent<? extends String, ? extends String> event) {
            return new Seen(event.getEventType(), event.getValue(), event.getOldValue());
        }

        String before() {
            return type == EventType.CREATED ? null : oldValue;
        }

        String after() {
            return type == EventType.REMOVED || type == EventType.EXPIRED ? null : value;
        }
    }

    @ParameterizedTest(name = "synchronous {0}")
    @ValueSource(booleans = {true, false})
    void manyThreadsAndMethodsOnOneKey_eachEventStartsWhereTheOneBeforeEnded(boolean synchronous) throws Exception {
        List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.listener(
                        new TestListeners.ToAll<>(event -> seen.add(Seen.of(event))),
                        event -> event.getKey().equals("key"),
                        synchronous)));

        hammer(cache);
        cache.getAndPut("key", "end");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !seen.isEmpty()
                        && "end".equals(seen.get(seen.size() - 1).after()));
        assertThat(seen).hasSizeGreaterThan(ROUNDS);
        String value = null;
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i).before()).as("event %d: %s", i, seen.get(i)).isEqualTo(value);
            value = seen.get(i).after();
        }
    }

    private static void hammer(Cache<String, String> cache) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = "thread" + thread;
                ends.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        change(cache, name + "." + round);
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void change(Cache<String, String> cache, String value) {
        switch (ThreadLocalRandom.current().nextInt(10)) {
            case 0 -> cache.put("key", value);
            case 1 -> cache.getAndPut("key", value);
            case 2 -> cache.putIfAbsent("key", value);
            case 3 -> cache.replace("key", value);
            case 4 -> cache.remove("key");
            case 5 -> cache.putAll(Map.of("key", value, "key2", value));
            case 6 -> cache.removeAll(Set.of("key", "yet another"));
            case 7 ->
                cache.invoke("key", (entry, arguments) -> {
                    entry.setValue(value);
                    return null;
                });
            case 8 -> cache.getAndRemove("key");
            default -> {
                String present = cache.get("key");
                if (present != null) {
                    cache.replace("key", present, value);
                }
            }
        }
    }

    @Test
    void asynchronousListener_slow_doesNotHoldUpItsCallerAndGetsEventsInOrder() {
        CountDownLatch go = new CountDownLatch(1);
        List<String> values = new CopyOnWriteArrayList<>();
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.asynchronously(event -> {
                    awaitQuietly(go);
                    values.add(event.getKey().concat(event.getValue()));
                })));
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            cache.put("key" + i % 3, "value" + i);
            expected.add("key" + i % 3 + "value" + i);
        }
        assertThat(values).isEmpty();
        go.countDown();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(values).isEqualTo(expected));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
