package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every method does with arguments that it can't take, and with a cache that is closed. */
class ArgumentsIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    /** A call with its text, which names the test. */
    record Call(String text, Consumer<Cache<Object, Object>> on) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final EntryProcessor<Object, Object, Object> NOTHING = (entry, arguments) -> null;
    private static final Set<Object> NULL_KEY = Collections.singleton(null);

    private static Call call(String text, Consumer<Cache<Object, Object>> on) {
        return new Call(text, on);
    }

    static List<Call> nullArguments() {
        return List.of(
                call("get(null)", c -> c.get(null)),
                call("getAll(null)", c -> c.getAll(null)),
                call("getAll({null})", c -> c.getAll(NULL_KEY)),
                call("containsKey(null)", c -> c.containsKey(null)),
                call("loadAll(null)", c -> c.loadAll(null, true, null)),
                call("loadAll({null})", c -> c.loadAll(NULL_KEY, true, null)),
                call("put(null, v)", c -> c.put(null, "v")),
                call("put(k, null)", c -> c.put("k", null)),
                call("getAndPut(null, v)", c -> c.getAndPut(null, "v")),
                call("getAndPut(k, null)", c -> c.getAndPut("k", null)),
                call("putAll(null)", c -> c.putAll(null)),
                call("putAll({null=v})", c -> c.putAll(Collections.singletonMap(null, "v"))),
                call("putAll({k=null})", c -> c.putAll(Collections.singletonMap("k", null))),
                call("putIfAbsent(null, v)", c -> c.putIfAbsent(null, "v")),
                call("putIfAbsent(k, null)", c -> c.putIfAbsent("k", null)),
                call("remove(null)", c -> c.remove(null)),
                call("remove(null, v)", c -> c.remove(null, "v")),
                call("remove(k, null)", c -> c.remove("k", null)),
                call("getAndRemove(null)", c -> c.getAndRemove(null)),
                call("replace(null, v)", c -> c.replace(null, "v")),
                call("replace(k, null)", c -> c.replace("k", null)),
                call("replace(null, v, v)", c -> c.replace(null, "v", "v")),
                call("replace(k, null, v)", c -> c.replace("k", null, "v")),
                call("replace(k, v, null)", c -> c.replace("k", "v", null)),
                call("getAndReplace(null, v)", c -> c.getAndReplace(null, "v")),
                call("getAndReplace(k, null)", c -> c.getAndReplace("k", null)),
                call("removeAll(null)", c -> c.removeAll(null)),
                call("removeAll({null})", c -> c.removeAll(NULL_KEY)),
                call("invoke(null, p)", c -> c.invoke(null, NOTHING)),
                call("invoke(k, null)", c -> c.invoke("k", null)),
                call("invokeAll(null, p)", c -> c.invokeAll(null, NOTHING)),
                call("invokeAll({null}, p)", c -> c.invokeAll(NULL_KEY, NOTHING)),
                call("invokeAll({k}, null)", c -> c.invokeAll(Set.of("k"), null)),
                call("registerCacheEntryListener(null)", c -> c.registerCacheEntryListener(null)),
                call("deregisterCacheEntryListener(null)", c -> c.deregisterCacheEntryListener(null)));
    }

    static List<Call> goodArguments() {
        return List.of(
                call("get", c -> c.get("k")),
                call("getAll", c -> c.getAll(Set.of("k"))),
                call("containsKey", c -> c.containsKey("k")),
                call("loadAll", c -> c.loadAll(Set.of("k"), true, null)),
                call("put", c -> c.put("k", "v")),
                call("getAndPut", c -> c.getAndPut("k", "v")),
                call("putAll", c -> c.putAll(Map.of("k", "v"))),
                call("putIfAbsent", c -> c.putIfAbsent("k", "v")),
                call("remove", c -> c.remove("k")),
                call("remove if equal", c -> c.remove("k", "v")),
                call("getAndRemove", c -> c.getAndRemove("k")),
                call("replace", c -> c.replace("k", "v")),
                call("replace if equal", c -> c.replace("k", "v", "w")),
                call("getAndReplace", c -> c.getAndReplace("k", "v")),
                call("removeAll of keys", c -> c.removeAll(Set.of("k"))),
                call("removeAll", Cache::removeAll),
                call("clear", Cache::clear),
                call("invoke", c -> c.invoke("k", NOTHING)),
                call("invokeAll", c -> c.invokeAll(Set.of("k"), NOTHING)),
                call("iterator", c -> assertThat(c.iterator()).isNotNull()),
                call("register", c -> c.registerCacheEntryListener(TestListeners.synchronously(e -> {}))),
                call("deregister", c -> c.deregisterCacheEntryListener(TestListeners.synchronously(e -> {}))));
    }

    static List<Call> wrongTypes() {
        return List.of(
                call("get(wrong)", c -> c.get(1)),
                call("getAll(wrong)", c -> c.getAll(Set.of(1))),
                call("containsKey(wrong)", c -> c.containsKey(1)),
                call("put(wrong, v)", c -> c.put(1, 1L)),
                call("put(k, wrong)", c -> c.put("k", "v")),
                call("getAndPut(wrong, v)", c -> c.getAndPut(1, 1L)),
                call("getAndPut(k, wrong)", c -> c.getAndPut("k", "v")),
                call("putAll(wrong)", c -> c.putAll(Map.of("j", 1L, 1, 1L))),
                call("putAll(k, wrong)", c -> c.putAll(Map.of("j", 1L, "k", "v"))),
                call("putIfAbsent(wrong, v)", c -> c.putIfAbsent(1, 1L)),
                call("putIfAbsent(k, wrong)", c -> c.putIfAbsent("k", "v")),
                call("remove(wrong)", c -> c.remove(1)),
                call("remove(wrong, v)", c -> c.remove(1, 1L)),
                call("remove(k, wrong)", c -> c.remove("k", "v")),
                call("getAndRemove(wrong)", c -> c.getAndRemove(1)),
                call("replace(wrong, v)", c -> c.replace(1, 1L)),
                call("replace(k, wrong)", c -> c.replace("k", "v")),
                call("replace(wrong, v, v)", c -> c.replace(1, 1L, 1L)),
                call("replace(k, wrong, v)", c -> c.replace("k", "v", 1L)),
                call("replace(k, v, wrong)", c -> c.replace("k", 1L, "v")),
                call("getAndReplace(wrong, v)", c -> c.getAndReplace(1, 1L)),
                call("getAndReplace(k, wrong)", c -> c.getAndReplace("k", "v")),
                call("removeAll(wrong)", c -> c.removeAll(Set.of("k", 1))),
                call("invoke(wrong)", c -> c.invoke(1, NOTHING)),
                call("invokeAll(wrong)", c -> c.invokeAll(Set.of("k", 1), NOTHING)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what callers without generics do
    private static Cache<Object, Object> untyped(Cache<?, ?> cache) {
        return (Cache) cache;
    }

    @ParameterizedTest
    @MethodSource("nullArguments")
    void nullArgument_openCache_nullPointerExceptionAndNothingElse(Call call) {
        Cache<Object, Object> cache = untyped(caches.create(CachesExtension.strings()));
        cache.put("k", "before");

        assertThatThrownBy(() -> call.on().accept(cache)).isInstanceOf(NullPointerException.class);

        assertThat(cache).hasSize(1);
        assertThat(cache.get("k")).isEqualTo("before");
    }

    @ParameterizedTest
    @MethodSource({"nullArguments", "goodArguments"})
    void anyArgument_closedCache_illegalStateException(Call call) {
        Cache<Object, Object> cache = untyped(caches.create(CachesExtension.strings()));
        cache.close();

        assertThatThrownBy(() -> call.on().accept(cache)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("goodArguments")
    void goodArgument_openCache_noException(Call call) {
        Cache<Object, Object> cache = untyped(caches.create(CachesExtension.strings()));

        call.on().accept(cache);

        assertThat(cache.isClosed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void wrongType_writeThrough_classCastExceptionBeforeTheWriter(Call call) {
        List<Object> written = new ArrayList<>();
        MutableConfiguration<String, Long> configuration =
                new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
        Cache<Object, Object> cache = untyped(caches.create(configuration
                .setWriteThrough(true)
                .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(new ListWriter(written)))));
        cache.put("k", 1L);
        written.clear();

        assertThatThrownBy(() -> call.on().accept(cache)).isInstanceOf(ClassCastException.class);

        assertThat(written).isEmpty();
        assertThat(cache).hasSize(1);
        assertThat(cache.get("k")).isEqualTo(1L);
    }

    private record ListWriter(List<Object> written) implements CacheWriter<String, Long> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends Long> entry) {
            written.add(entry.getKey());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            written.add(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            written.addAll(keys);
        }
    }

    @Test
    void closedCache_stillTellsWhatItIs() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        cache.close();
        cache.close();

        assertThat(cache.isClosed()).isTrue();
        assertThat(cache.getName()).isEqualTo("cache");
        assertThat(cache.getCacheManager()).isSameAs(caches.manager());
        assertThat((Object) cache.unwrap(io.jcacheredis.RedisCache.class)).isSameAs(cache);
    }

    @Test
    void unwrap_ofAnotherType_illegalArgumentException() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        cache.put("k", "v");

        assertThatThrownBy(() -> cache.unwrap(String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.iterator().next().unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> caches.manager().unwrap(String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @SuppressWarnings("unchecked")
    void getConfiguration_isACopy() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());

        MutableConfiguration<String, String> copy = cache.getConfiguration(MutableConfiguration.class);
        copy.setStatisticsEnabled(true).setReadThrough(true);

        CompleteConfiguration<String, String> again = cache.getConfiguration(CompleteConfiguration.class);
        assertThat(again.isStatisticsEnabled()).isFalse();
        assertThat(again.isReadThrough()).isFalse();
    }

    @Test
    @SuppressWarnings("unchecked")
    void createCache_configurationChangedAfterwards_cacheKeepsItsOwn() {
        MutableConfiguration<String, String> configuration = CachesExtension.strings();
        Cache<String, String> cache = caches.create(configuration);

        configuration.setStatisticsEnabled(true);

        CompleteConfiguration<String, String> own = cache.getConfiguration(CompleteConfiguration.class);
        assertThat(own.isStatisticsEnabled()).isFalse();
    }
}
