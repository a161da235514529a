package io.jcacheredis.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.cache.CachesExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of what a loader gives. */
class LoadingIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();
    private Map<String, String> source = new HashMap<>(Map.of("a", "A", "b", "B", "c", "C"));

    private final class Loader implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            asked.add(Set.of(key));
            return source.get(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Set<String> wanted = new TreeSet<>();
            keys.forEach(wanted::add);
            asked.add(wanted);
            return source;
        }
    }

    private MutableConfiguration<String, String> loading(boolean readThrough) {
        return CachesExtension.strings()
                .setReadThrough(readThrough)
                .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new Loader()));
    }

    private static void loadAll(Cache<String, String> cache, Set<String> keys, boolean replace) throws Exception {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, replace, done);
        done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void loadAll_withoutReplacing_asksForMissingKeysOnly() throws Exception {
        Cache<String, String> cache = caches.create(loading(false));
        cache.put("a", "mine");

        loadAll(cache, Set.of("a", "b"), false);

        assertThat(asked).containsExactly(Set.of("b"));
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "mine", "b", "B"));
    }

    @Test
    void loadAll_replacing_asksForAll() throws Exception {
        Cache<String, String> cache = caches.create(loading(false));
        cache.put("a", "mine");

        loadAll(cache, Set.of("a", "b"), true);

        assertThat(asked).containsExactly(Set.of("a", "b"));
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "A", "b", "B"));
    }

    @Test
    void loadAll_everythingPresentAlready_loaderIsNotCalled() throws Exception {
        Cache<String, String> cache = caches.create(loading(false));
        cache.put("a", "mine");

        loadAll(cache, Set.of("a"), false);

        assertThat(asked).isEmpty();
    }

    @Test
    void loadAll_nullsOfTheLoader_areIgnored() throws Exception {
        Cache<String, String> cache = caches.create(loading(false));
        source.put("a", null);
        source.put(null, "N");

        loadAll(cache, Set.of("a", "b"), true);

        assertThat(cache.containsKey("a")).isFalse();
        assertThat(cache.get("b")).isEqualTo("B");
    }

    @Test
    void loadAll_loaderReturnsNull_nothingIsStored() throws Exception {
        Cache<String, String> cache = caches.create(loading(true));
        source = null;

        loadAll(cache, Set.of("a"), true);

        assertThat(cache).isEmpty();
        assertThat(cache.getAll(Set.of("a"))).isEmpty();
    }

    @Test
    void loadAll_withoutLoader_completes() throws Exception {
        Cache<String, String> cache = caches.create(CachesExtension.strings());

        loadAll(cache, Set.of("a"), true);

        assertThat(cache).isEmpty();
    }

    @Test
    void loadAll_withoutCompletionListener_loads() {
        Cache<String, String> cache = caches.create(loading(false));

        cache.loadAll(Set.of("a"), true, null);

        await().atMost(Duration.ofSeconds(10)).until(() -> cache.containsKey("a"));
    }

    @Test
    void loadAll_loaderGivesValuesOfAWrongType_completionListenerIsTold() {
        Cache<String, String> cache = caches.create(loading(false));
        putOfWrongType(source);

        assertThat(catchThrowable(() -> loadAll(cache, Set.of("a"), true)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CacheLoaderException.class);
        assertThat(cache.containsKey("a")).isFalse();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what a loader without generics does
    private static void putOfWrongType(Map source) {
        source.put("a", 1);
    }

    @Test
    void getAll_readThrough_loadsWhatIsMissingInOneCallAndReturnsWhatWasAskedFor() {
        Cache<String, String> cache = caches.create(loading(true));
        cache.put("a", "mine");

        assertThat(cache.getAll(Set.of("a", "b", "x"))).isEqualTo(Map.of("a", "mine", "b", "B"));

        assertThat(asked).containsExactly(Set.of("b", "x"));
    }

    @Test
    void get_readThrough_loaderHasNothing_nullAndAskedAgain() {
        Cache<String, String> cache = caches.create(loading(true));

        assertThat(cache.get("x")).isNull();
        assertThat(cache.get("x")).isNull();

        assertThat(asked).hasSize(2);
        assertThat(cache.containsKey("x")).isFalse();
    }

    /** Only get, getAll and getValue of an entry processor load. */
    @Test
    void otherMethods_readThrough_doNotLoad() {
        Cache<String, String> cache = caches.create(loading(true));

        assertThat(cache.containsKey("a")).isFalse();
        assertThat(cache.getAndPut("a", "1")).isNull();
        cache.clear();
        assertThat(cache.getAndReplace("a", "1")).isNull();
        assertThat(cache.replace("a", "1")).isFalse();
        assertThat(cache.replace("a", "A", "1")).isFalse();
        assertThat(cache.getAndRemove("a")).isNull();
        assertThat(cache.remove("a")).isFalse();
        assertThat(cache.remove("a", "A")).isFalse();
        assertThat(cache.putIfAbsent("a", "1")).isTrue();
        cache.clear();
        assertThat(cache.<Boolean>invoke("a", (entry, arguments) -> entry.exists()))
                .isFalse();
        assertThat(cache).isEmpty();

        assertThat(asked).isEmpty();
    }
}
