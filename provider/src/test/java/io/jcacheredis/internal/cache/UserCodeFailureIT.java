package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an operation, and of those after it, when code that users wrote throws. */
class UserCodeFailureIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    /** An exception is wrapped as JSR-107 says; an error is nobody's business but the caller's. */
    private static void assertWrapped(Throwable actual, Failure failure, Class<? extends CacheException> wrapper) {
        if (failure.isError()) {
            assertThat(actual).isInstanceOf(AssertionError.class).hasMessage("on purpose");
        } else {
            assertThat(actual).isInstanceOf(wrapper);
            assertThat(actual.getCause()).hasMessage("on purpose");
        }
    }

    @ParameterizedTest
    @EnumSource
    void synchronousListener_throws_entryIsWrittenAndLaterOperationsWork(Failure failure) {
        List<String> failing = new CopyOnWriteArrayList<>(List.of("bad"));
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.synchronously(e -> {
                    if (failing.contains(e.getKey())) {
                        failure.thrown();
                    }
                })));

        assertWrapped(catchThrowable(() -> cache.put("bad", "v")), failure, CacheEntryListenerException.class);

        failing.clear();
        assertThat(cache.get("bad")).isEqualTo("v");
        cache.put("bad", "w");
        assertThat(cache.getAndRemove("bad")).isEqualTo("w");
    }

    @ParameterizedTest
    @EnumSource
    void filter_throws_entryIsWrittenAndLaterOperationsWork(Failure failure) {
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.listener(
                        new TestListeners.ToAll<>(e -> {}),
                        e -> e.getKey().equals("bad") ? failure.<Boolean>thrown() : true,
                        true)));

        assertWrapped(catchThrowable(() -> cache.put("bad", "v")), failure, CacheEntryListenerException.class);

        assertThat(cache.get("bad")).isEqualTo("v");
        cache.put("good", "v");
        assertThat(cache.get("good")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource
    void asynchronousListener_throws_laterEventsCome(Failure failure) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.asynchronously(e -> {
                    heard.add(e.getKey());
                    if (e.getKey().equals("bad")) {
                        failure.thrown();
                    }
                })));

        cache.put("bad", "v");
        cache.put("good", "v");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heard).containsExactly("bad", "good"));
        cache.put("later", "v");
        await().atMost(Duration.ofSeconds(10)).until(() -> heard.contains("later"));
    }

    @Test
    void synchronousListener_throwsForOneOfManyKeys_everyEventIsDelivered() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .addCacheEntryListenerConfiguration(TestListeners.synchronously(e -> {
                    heard.add(e.getEventType() + " " + e.getKey());
                    throw new IllegalArgumentException("on purpose");
                })));

        assertThat(catchThrowable(() -> cache.putAll(Map.of("a", "1", "b", "2", "c", "3"))))
                .isInstanceOf(CacheEntryListenerException.class);
        assertThat(heard).containsExactlyInAnyOrder("CREATED a", "CREATED b", "CREATED c");
        assertThat(cache.getAll(Set.of("a", "b", "c"))).hasSize(3);

        heard.clear();
        assertThat(catchThrowable(() -> cache.removeAll(Set.of("a", "b"))))
                .isInstanceOf(CacheEntryListenerException.class);
        assertThat(heard).containsExactlyInAnyOrder("REMOVED a", "REMOVED b");
    }

    @Test
    void removeAll_listenerThrows_everyEntryIsRemoved() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        for (int i = 0; i < 3000; i++) {
            cache.put("key" + i, "v");
        }
        List<String> heard = new CopyOnWriteArrayList<>();
        cache.registerCacheEntryListener(TestListeners.synchronously(e -> {
            heard.add(e.getKey());
            throw new IllegalArgumentException("on purpose");
        }));

        assertThat(catchThrowable(cache::removeAll)).isInstanceOf(CacheEntryListenerException.class);

        assertThat(heard).hasSize(3000).doesNotHaveDuplicates();
        assertThat(cache).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void loader_throws_nothingIsStoredAndLaterOperationsWork(Failure failure) {
        Cache<String, String> cache = caches.create(reading(failure));

        assertWrapped(catchThrowable(() -> cache.get("bad")), failure, CacheLoaderException.class);
        assertWrapped(catchThrowable(() -> cache.getAll(Set.of("bad"))), failure, CacheLoaderException.class);
        Throwable invoked = catchThrowable(() -> cache.invoke("bad", (entry, arguments) -> entry.getValue()));
        assertWrapped(invoked, failure, CacheLoaderException.class);

        assertThat(cache.containsKey("bad")).isFalse();
        assertThat(cache.get("good")).isEqualTo("loaded");
        cache.put("bad", "v");
        assertThat(cache.get("bad")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource
    void loadAll_loaderThrows_completionListenerIsTold(Failure failure) {
        Cache<String, String> cache = caches.create(reading(failure));
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("bad"), true, done);

        Throwable thrown = catchThrowable(() -> done.get(10, TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class).cause().isInstanceOf(CacheLoaderException.class);
        assertThat(thrown.getCause().getCause()).hasMessage("on purpose");
    }

    private static MutableConfiguration<String, String> reading(Failure failure) {
        return CachesExtension.strings()
                .setReadThrough(true)
                .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new FailingLoader(failure)));
    }

    private record FailingLoader(Failure failure) implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return key.equals("bad") ? failure.thrown() : "loaded";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return failure.thrown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writer_throws_entryIsUnchangedAndLaterOperationsWork(Failure failure) {
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .setWriteThrough(true)
                .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(new FailingWriter(failure))));
        cache.put("bad", "old");

        assertWrapped(catchThrowable(() -> cache.put("bad", "new")), failure, CacheWriterException.class);
        assertWrapped(catchThrowable(() -> cache.putAll(Map.of("bad", "new"))), failure, CacheWriterException.class);
        assertWrapped(catchThrowable(() -> cache.remove("bad")), failure, CacheWriterException.class);
        assertWrapped(catchThrowable(() -> cache.removeAll(Set.of("bad"))), failure, CacheWriterException.class);
        assertWrapped(catchThrowable(cache::removeAll), failure, CacheWriterException.class);

        assertThat(cache.get("bad")).isEqualTo("old");
        cache.put("good", "v");
        assertThat(cache.get("good")).isEqualTo("v");
    }

    /** The database has the value and so has the cache: nothing is to be given up. */
    @ParameterizedTest
    @EnumSource
    void synchronousListener_throwsAfterAProcessorWithAWriter_entryStays(Failure failure) {
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .setWriteThrough(true)
                .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(new FailingWriter(failure)))
                .addCacheEntryListenerConfiguration(TestListeners.synchronously(e -> failure.thrown())));

        Throwable thrown = catchThrowable(() -> cache.invoke("key", (entry, none) -> {
            entry.setValue("v");
            return null;
        }));

        assertThat(thrown).isNotNull();
        assertThat(cache.get("key")).isEqualTo("v");
    }

    /** Fails for everything but the writing of {@code old} and {@code v}. */
    private record FailingWriter(Failure failure) implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            if (entry.getValue().equals("new")) {
                failure.thrown();
            }
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            failure.thrown();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            failure.thrown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void policy_throws_entryIsEternalOrUnchanged(Failure failure) {
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<ExpiryPolicy>(new FailingPolicy(failure))));

        Throwable created = catchThrowable(() -> cache.put("key", "v"));
        if (failure.isError()) {
            assertThat(created).isInstanceOf(AssertionError.class);
            assertThat(cache.containsKey("key")).isFalse();
        } else {
            assertThat(created).isNull();
            assertThat(cache.get("key")).isEqualTo("v");
            cache.put("key", "w");
            assertThat(cache.get("key")).isEqualTo("w");
        }
    }

    private record FailingPolicy(Failure failure) implements ExpiryPolicy {

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return failure.thrown();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return failure.thrown();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return failure.thrown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void processor_throws_entryIsUnchangedAndLaterOperationsWork(Failure failure) {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        cache.put("key", "v");

        Throwable thrown = catchThrowable(() -> cache.invoke("key", (entry, arguments) -> {
            entry.setValue("w");
            return failure.thrown();
        }));

        assertWrapped(thrown, failure, EntryProcessorException.class);
        assertThat(cache.get("key")).isEqualTo("v");
        assertThat(cache.<String>invoke("key", (entry, arguments) -> entry.getValue()))
                .isEqualTo("v");
    }

    @Test
    void invokeAll_oneProcessorThrows_othersTakeEffect() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());

        var results = cache.<String>invokeAll(Set.of("a", "bad", "c", "wrong"), (entry, arguments) -> {
            setValue(entry, entry.getKey().equals("wrong") ? 1 : "v");
            return entry.getKey().equals("bad") ? Failure.UNDECLARED_EXCEPTION.thrown() : "done";
        });

        assertThat(results).containsOnlyKeys("a", "bad", "c", "wrong");
        assertThat(results.get("a").get()).isEqualTo("done");
        assertThat(results.get("c").get()).isEqualTo("done");
        assertThat(catchThrowable(() -> results.get("bad").get())).isInstanceOf(EntryProcessorException.class);
        assertThat(catchThrowable(() -> results.get("wrong").get())).isInstanceOf(EntryProcessorException.class);
        assertThat(cache.getAll(Set.of("a", "bad", "c"))).containsOnlyKeys("a", "c");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what a processor without generics does
    private static void setValue(javax.cache.processor.MutableEntry<?, ?> entry, Object value) {
        ((javax.cache.processor.MutableEntry) entry).setValue(value);
    }
}
