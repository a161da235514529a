package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the facade does by itself, on a store in memory and with its background work done at once. */
class CacheFacadeTest {

    private final EntryStore store = new InMemoryEntryStore(new FakeClock());
    private final List<Set<String>> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private RuntimeException failure;
    private final CacheFacade<String, String> cache = cache();

    private CacheFacade<String, String> cache() {
        CacheParts<String, String> parts = TestParts.of(store, OnFailure.STRICT, new Loading<>(new Loader(), false));
        return new CacheFacade<>(TestParts.manager(), new RedisConfiguration<>(), parts, closed::incrementAndGet);
    }

    private final class Loader implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            throw new AssertionError("all are loaded at once");
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Set<String> wanted = new TreeSet<>();
            keys.forEach(wanted::add);
            asked.add(wanted);
            if (failure != null) {
                throw failure;
            }
            Map<String, String> loaded = new HashMap<>();
            wanted.forEach(key -> loaded.put(key, "loaded"));
            return loaded;
        }
    }

    private final CompletionListener listener = new CompletionListener() {
        @Override
        public void onCompletion() {
            told.add("done");
        }

        @Override
        public void onException(Exception e) {
            told.add(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    };

    @ParameterizedTest
    @CsvSource({"false, mine, b", "true, loaded, a b"})
    void loadAll_asksForWhatIsMissing_orForAllThatIsToBeReplaced(boolean replace, String ofA, String wanted) {
        cache.put("a", "mine");

        cache.loadAll(Set.of("a", "b"), replace, listener);

        assertThat(asked).containsExactly(new TreeSet<>(List.of(wanted.split(" "))));
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", ofA, "b", "loaded"));
        assertThat(told).containsExactly("done");
    }

    @Test
    void loadAll_thatNeedsNothing_isDoneWithoutTheLoader() {
        cache.put("a", "mine");

        cache.loadAll(Set.of("a"), false, listener);

        assertThat(asked).isEmpty();
        assertThat(told).containsExactly("done");
    }

    @Test
    void loadAll_thatFails_tellsItsListener_orNobody() {
        failure = new CacheLoaderException("on purpose");
        cache.loadAll(Set.of("a"), true, listener);
        cache.loadAll(Set.of("a"), true, null);

        assertThat(told).containsExactly("CacheLoaderException: on purpose");
        assertThat(asked).hasSize(2);
    }

    @Test
    void timeToLive_isThatOfTheStore() {
        assertThat(cache.timeToLive("key")).isEmpty();
        given(Special.ETERNAL);
        assertThat(cache.timeToLive("key")).contains(ChronoUnit.FOREVER.getDuration());
        given(new Finite(5000));
        assertThat(cache.timeToLive("key")).contains(Duration.ofSeconds(5));
    }

    private void given(TimeToLive life) {
        byte[] bytes = "key".getBytes(UTF_8);
        store.apply(bytes, Mutation.set(Condition.ANY, bytes, Report.NOTHING, new ExpiryPlan(life, life, life)));
    }

    @Test
    void redisKey_isTheKeyWithItsStart() {
        assertThat(cache.redisKey("a:b")).isEqualTo("jcache:orders:a:b");
    }

    @Test
    void putAll_withANull_saysWhich_andWritesNothing() {
        Map<String, String> entries = new HashMap<>(Map.of("a", "1"));
        entries.put("b", null);
        assertThatThrownBy(() -> cache.putAll(entries))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> cache.putAll(Collections.singletonMap(null, "1")))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key");
        assertThatThrownBy(() -> cache.putAll(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("map");

        assertThat(cache).isEmpty();
    }

    @Test
    void close_endsOnce_andEveryLaterCallSaysSo() {
        assertThat(cache).hasToString("RedisCache 'orders'");

        cache.close();
        cache.close();

        assertThat(closed).hasValue(1);
        assertThat(cache.isClosed()).isTrue();
        assertThat(cache).hasToString("RedisCache 'orders' (closed)");
        assertThatThrownBy(() -> cache.get("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache 'orders' is closed");
        assertThatThrownBy(() -> cache.put("a", "1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("unchecked") // of its raw class
    void configuration_readByAnotherThread_leavesNobodyWaiting() throws Exception {
        Thread other = new Thread(this::configuration);
        other.start();
        other.join();

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(configuration()).isNotNull());
    }

    @SuppressWarnings("unchecked") // a class says nothing of its parameters
    private RedisConfiguration<String, String> configuration() {
        return cache.getConfiguration(RedisConfiguration.class);
    }

    @Test
    void iterator_ofAClosedCache_saysSo() {
        cache.put("a", "1");
        var entries = cache.iterator();
        assertThat(entries.hasNext()).isTrue();

        cache.close();

        assertThatThrownBy(entries::hasNext).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(entries::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(entries::remove).isInstanceOf(IllegalStateException.class);
    }
}
