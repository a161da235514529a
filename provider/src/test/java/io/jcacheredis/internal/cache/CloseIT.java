package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a cache: what users gave to it is closed exactly once and not called again. */
class CloseIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Watch watch = new Watch();

    @AfterEach
    void end() {
        watch.release.countDown();
        threads.shutdownNow();
    }

    /** Counts the ends of the user's objects, and the calls of them after that. Blocks calls when it is told to. */
    private static final class Watch {

        private final Map<String, AtomicInteger> closes = new HashMap<>();
        private final List<String> callsAfterClose = new CopyOnWriteArrayList<>();
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile String blocked = "";

        Watch() {
            for (String name : List.of("loader", "writer", "policy", "listener", "filter")) {
                closes.put(name, new AtomicInteger());
            }
        }

        void called(String name) {
            calls.add(name);
            if (name.equals(blocked)) {
                entered.countDown();
                awaitRelease();
            }
            if (closes.get(name).get() > 0) {
                callsAfterClose.add(name);
            }
        }

        private void awaitRelease() {
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void closed(String name) {
            closes.get(name).incrementAndGet();
        }

        void assertAllClosedOnceAndNotCalledAgain() {
            closes.forEach((name, count) -> assertThat(count).as(name).hasValue(1));
            assertThat(callsAfterClose).isEmpty();
        }
    }

    private abstract class Watched implements Closeable {

        private final String name;

        Watched(String name) {
            this.name = name;
        }

        void called() {
            watch.called(name);
        }

        @Override
        public void close() {
            watch.closed(name);
        }
    }

    private final class Loader extends Watched implements CacheLoader<String, String> {

        Loader() {
            super("loader");
        }

        @Override
        public String load(String key) {
            called();
            return "loaded";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            called();
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, "loaded"));
            return loaded;
        }
    }

    private final class Writer extends Watched implements CacheWriter<String, String> {

        Writer() {
            super("writer");
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            called();
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            called();
        }

        @Override
        public void delete(Object key) {
            called();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            called();
        }
    }

    private final class Policy extends Watched implements ExpiryPolicy {

        Policy() {
            super("policy");
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            called();
            return javax.cache.expiry.Duration.ETERNAL;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            called();
            return null;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            called();
            return null;
        }
    }

    private final class Listener extends TestListeners.ToAll<String, String> implements Closeable {

        Listener() {
            super(event -> watch.called("listener"));
        }

        @Override
        public void close() {
            watch.closed("listener");
        }
    }

    private final class Filter extends Watched implements CacheEntryEventFilter<String, String> {

        Filter() {
            super("filter");
        }

        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
            called();
            return true;
        }
    }

    private Cache<String, String> create(boolean synchronous) {
        return caches.create(CachesExtension.strings()
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new Loader()))
                .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(new Writer()))
                .setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<ExpiryPolicy>(new Policy()))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new FactoryBuilder.SingletonFactory<>(new Listener()),
                        new FactoryBuilder.SingletonFactory<>(new Filter()),
                        true,
                        synchronous)));
    }

    private static Arguments way(String name, BiConsumer<CachesExtension, Cache<String, String>> end) {
        return Arguments.of(name, end);
    }

    static Stream<Arguments> waysToEnd() {
        return Stream.of(
                way("close of the cache", (caches, cache) -> cache.close()),
                way("destroyCache", (caches, cache) -> caches.manager().destroyCache("cache")),
                way("close of the manager", (caches, cache) -> caches.manager().close()),
                way(
                        "close of the provider",
                        (caches, cache) -> caches.provider().close()),
                way("all of them", (caches, cache) -> {
                    CacheManager manager = caches.manager();
                    cache.close();
                    cache.close();
                    manager.destroyCache("cache");
                    manager.close();
                    caches.provider().close();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToEnd")
    void end_closesEverythingOnce(String name, BiConsumer<CachesExtension, Cache<String, String>> end) {
        Cache<String, String> cache = create(true);
        cache.put("key", "value");
        cache.get("missing");

        end.accept(caches, cache);

        watch.assertAllClosedOnceAndNotCalledAgain();
        assertThat(catchThrowable(() -> cache.get("key"))).isInstanceOf(IllegalStateException.class);
        watch.assertAllClosedOnceAndNotCalledAgain();
    }

    @Test
    void closeByManyThreads_closesEverythingOnce() throws Exception {
        Cache<String, String> cache = create(true);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ends.add(threads.submit(() -> {
                start.await();
                cache.close();
                return null;
            }));
        }
        start.countDown();
        for (Future<?> end : ends) {
            end.get(10, TimeUnit.SECONDS);
        }

        watch.assertAllClosedOnceAndNotCalledAgain();
    }

    @Test
    void oneObjectFailsToClose_othersAreClosed() {
        Cache<String, String> cache = create(true);
        cache.registerCacheEntryListener(TestListeners.listener(new FailingToClose(), null, true));

        caches.manager().destroyCache("cache");

        watch.assertAllClosedOnceAndNotCalledAgain();
    }

    private static final class FailingToClose extends TestListeners.ToAll<String, String> implements Closeable {

        FailingToClose() {
            super(event -> {});
        }

        @Override
        public void close() {
            Failure.UNDECLARED_EXCEPTION.thrown();
        }
    }

    @ParameterizedTest(name = "while the {0} is called")
    @org.junit.jupiter.params.provider.ValueSource(strings = {"loader", "writer", "policy", "listener", "filter"})
    void destroy_whileACallIsUnderWay_waitsForItAndLeavesNothing(String blocked) throws Exception {
        Cache<String, String> cache = create(true);
        watch.blocked = blocked;
        Future<?> call =
                threads.submit(() -> blocked.equals("loader") ? cache.get("key") : cache.getAndPut("key", "v"));
        assertThat(watch.entered.await(10, TimeUnit.SECONDS)).isTrue();

        Future<?> destruction = threads.submit(() -> caches.manager().destroyCache("cache"));
        await().until(cache::isClosed);
        assertThat(catchThrowable(() -> cache.get("other"))).isInstanceOf(IllegalStateException.class);
        watch.release.countDown();

        call.get(10, TimeUnit.SECONDS);
        destruction.get(10, TimeUnit.SECONDS);
        watch.assertAllClosedOnceAndNotCalledAgain();
        assertThat(caches.<String, String>create(CachesExtension.strings())).isEmpty();
    }

    @Test
    void close_whileLoadAllIsUnderWay_waitsForItAndBeginsNoOther() throws Exception {
        Cache<String, String> cache = create(true);
        watch.blocked = "loader";
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("key"), true, done);
        assertThat(watch.entered.await(10, TimeUnit.SECONDS)).isTrue();

        Future<?> closing = threads.submit(cache::close);
        await().until(cache::isClosed);
        assertThat(closing.isDone()).isFalse();
        watch.release.countDown();

        closing.get(10, TimeUnit.SECONDS);
        done.get(10, TimeUnit.SECONDS);
        watch.assertAllClosedOnceAndNotCalledAgain();
    }

    /** A load that never begins must tell so, or whoever waits for it waits for ever. */
    @Test
    void close_rightAfterLoadAll_completionListenerIsTold() throws Exception {
        for (int i = 0; i < 50; i++) {
            Cache<String, String> cache = caches.create(CachesExtension.strings()
                    .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new Loader())));
            CompletionListenerFuture done = new CompletionListenerFuture();
            cache.loadAll(Set.of("key"), true, done);
            cache.close();

            Throwable thrown = catchThrowable(() -> done.get(10, TimeUnit.SECONDS));
            if (thrown != null) {
                assertThat(thrown)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(CacheLoaderException.class);
            }
        }
    }

    @Test
    void close_whileAsynchronousEventsWait_listenerGetsThemBeforeItIsClosed() throws Exception {
        Cache<String, String> cache = create(false);
        watch.blocked = "listener";
        for (int i = 0; i < 10; i++) {
            cache.put("key" + i, "value");
        }
        assertThat(watch.entered.await(10, TimeUnit.SECONDS)).isTrue();

        Future<?> closing = threads.submit(cache::close);
        await().until(cache::isClosed);
        watch.release.countDown();
        closing.get(15, TimeUnit.SECONDS);

        int calls = watch.calls.size();
        watch.assertAllClosedOnceAndNotCalledAgain();
        assertThat(watch.calls).filteredOn("listener"::equals).hasSize(10);
        // What still might come would come from these threads, which the provider ends.
        caches.provider().close();
        assertThat(watch.calls).hasSize(calls);
        watch.assertAllClosedOnceAndNotCalledAgain();
    }

    @Test
    void close_fromWithinAnAsynchronousListener_isItsLastEvent() {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch written = new CountDownLatch(1);
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.asynchronously(event -> {
                    heard.add(event.getKey());
                    try {
                        written.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    event.getSource().close();
                })));
        for (int i = 0; i < 10; i++) {
            cache.put("key" + i, "value");
        }
        written.countDown();

        await().until(cache::isClosed);
        caches.provider().close();
        assertThat(heard).containsExactly("key0");
    }

    @Test
    void deregister_closesTheListenerOnce() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        MutableCacheEntryListenerConfiguration<String, String> listener =
                TestListeners.listener(new Listener(), new Filter(), true);
        cache.registerCacheEntryListener(listener);

        cache.deregisterCacheEntryListener(listener);
        cache.put("key", "value");
        cache.close();

        assertThat(watch.closes.get("listener")).hasValue(1);
        assertThat(watch.closes.get("filter")).hasValue(1);
        assertThat(watch.calls).isEmpty();
    }

    @Test
    void close_ofTheProvider_leavesNoThreads() {
        Cache<String, String> cache = create(false);
        cache.put("key", "value");
        cache.loadAll(Set.of("a"), true, null);
        caches.provider().close();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .filter(name -> name.startsWith("jcache-redis-")))
                        .isEmpty());
    }
}
