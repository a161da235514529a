package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and keys that are no text, in a cache of texts: each method that meets them, in both ways of dealing with it. */
class UnreadableTest {

    private static final byte[] BAD = {(byte) 0xff, 1};

    private final EntryStore store = new InMemoryEntryStore(new FakeClock());
    private final CacheParts<String, String> degrading = parts(OnFailure.DEGRADE);
    private final CacheParts<String, String> strict = parts(OnFailure.STRICT);

    private CacheParts<String, String> parts(OnFailure onFailure) {
        return TestParts.of(store, onFailure, new Loading<>(null, false));
    }

    private static Cache<String, String> cache(CacheParts<String, String> parts) {
        return new CacheFacade<>(TestParts.manager(), new RedisConfiguration<>(), parts, () -> {});
    }

    @BeforeEach
    void fill() {
        put("good".getBytes(UTF_8), "value".getBytes(UTF_8));
        put("bad".getBytes(UTF_8), BAD);
    }

    private void put(byte[] key, byte[] value) {
        store.apply(key, Mutation.set(Condition.ANY, value, Report.NOTHING, ExpiryPlan.NONE));
    }

    private byte[] stored(String key) {
        return store.apply(key.getBytes(UTF_8), Mutation.peek()).prior();
    }

    static List<Arguments> readers() {
        return List.of(
                reader("get", null, null, cache -> cache.get("bad")),
                reader("getAll", Map.of("good", "value"), null, cache -> cache.getAll(Set.of("good", "bad"))),
                reader("getAndPut", null, "new", cache -> cache.getAndPut("bad", "new")),
                reader("getAndReplace", null, "new", cache -> cache.getAndReplace("bad", "new")),
                reader("getAndRemove", null, null, cache -> cache.getAndRemove("bad")),
                reader(
                        "invoke",
                        "null false",
                        null,
                        cache -> cache.invoke("bad", (entry, arguments) -> entry.getValue() + " " + entry.exists())),
                reader("iterator", List.of("good"), null, cache -> {
                    List<String> keys = new ArrayList<>();
                    cache.forEach(entry -> keys.add(entry.getKey()));
                    return keys;
                }));
    }

    private static Arguments reader(
            String name, Object result, String left, Function<Cache<String, String>, Object> method) {
        return Arguments.of(name, result, left, method);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void valueThatCantBeRead_countsAsMissing_andGoes(
            String name, Object result, String left, Function<Cache<String, String>, Object> method) {
        assertThat(method.apply(cache(degrading))).isEqualTo(result);

        assertThat(stored("bad")).isEqualTo(left == null ? null : left.getBytes(UTF_8));
        assertThat(stored("good")).isNotNull();
        assertThat(degrading.statistics().getCacheUnreadableEntries()).isOne();
        boolean counted = !name.equals("iterator");
        assertThat(degrading.statistics().getCacheMisses()).isEqualTo(counted ? 1 : 0);
        assertThat(degrading.statistics().getCacheHits()).isEqualTo(name.equals("getAll") || !counted ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void valueThatCantBeRead_inAStrictCache_isAnErrorThatNamesIt(
            String name, Object result, String left, Function<Cache<String, String>, Object> method) {
        assertThatThrownBy(() -> method.apply(cache(strict)))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("cache 'orders': ");
        assertThat(strict.statistics().getCacheUnreadableEntries()).isOne();
    }

    @Test
    void methodsThatDoNotRead_doNotMind() {
        Cache<String, String> cache = cache(strict);

        assertThat(cache.containsKey("bad")).isTrue();
        assertThat(cache.putIfAbsent("bad", "new")).isFalse();
        assertThat(cache.replace("bad", "new")).isTrue();
        assertThat(cache.remove("bad")).isTrue();
        assertThat(strict.statistics().getCacheUnreadableEntries()).isZero();
    }

    /** With a listener, entries are removed key by key. */
    @ParameterizedTest
    @EnumSource
    void keysThatCantBeRead_goWithTheOthers_andAStrictCacheSaysSo(OnFailure onFailure) {
        put(BAD, "value".getBytes(UTF_8));
        put(new byte[] {(byte) 0xfe}, "value".getBytes(UTF_8));
        store.apply("bad".getBytes(UTF_8), Mutation.remove(Report.NOTHING));
        CacheParts<String, String> parts = parts(onFailure);
        Cache<String, String> cache = cache(parts);
        List<String> removed = new ArrayList<>();
        cache.registerCacheEntryListener(TestListeners.synchronously(event -> removed.add(event.getKey())));

        if (onFailure == OnFailure.STRICT) {
            assertThatThrownBy(cache::removeAll).isInstanceOf(CodecException.class);
        } else {
            cache.removeAll();
        }

        assertThat(removed).containsExactly("good");
        assertThat(store.clear()).isZero();
        assertThat(parts.statistics().getCacheUnreadableEntries()).isEqualTo(2);
    }
}
