package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.FrameworkObjects;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import java.util.List;
import java.util.function.BiFunction;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and values of Hibernate in a cache of texts, which can't write them: each method that Hibernate calls. */
class EntriesOfHibernateTest {

    private final EntryStore store = new InMemoryEntryStore(new FakeClock());
    private final CacheParts<String, String> degrading = parts(OnFailure.DEGRADE);
    private final CacheParts<String, String> strict = parts(OnFailure.STRICT);

    private CacheParts<String, String> parts(OnFailure onFailure) {
        return TestParts.of(store, onFailure, new Loading<>(null, false));
    }

    /** As a program has it that leaves the types open. */
    @SuppressWarnings("unchecked")
    private static Cache<Object, Object> cache(CacheParts<String, String> parts) {
        return (Cache<Object, Object>)
                (Cache<?, ?>) new CacheFacade<>(TestParts.manager(), new RedisConfiguration<>(), parts, () -> {});
    }

    private static Object hibernates() throws Exception {
        return FrameworkObjects.keys().get(0);
    }

    private void put(String key, String value) {
        store.apply(
                key.getBytes(UTF_8),
                Mutation.set(Condition.ANY, value.getBytes(UTF_8), Report.NOTHING, ExpiryPlan.NONE));
    }

    private byte[] stored(String key) {
        return store.apply(key.getBytes(UTF_8), Mutation.peek()).prior();
    }

    static List<Arguments> methods() {
        return List.of(
                method("get", null, 1, Cache::get),
                method("containsKey", false, 0, Cache::containsKey),
                method("remove", false, 0, Cache::remove),
                method("put", "nothing", 0, (cache, key) -> {
                    cache.put(key, "value");
                    return "nothing";
                }));
    }

    private static Arguments method(
            String name, Object result, int misses, BiFunction<Cache<Object, Object>, Object, Object> call) {
        return Arguments.of(name, result, misses, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void keyThatCantBeWritten_isThatOfAMissingEntry(
            String name, Object result, int misses, BiFunction<Cache<Object, Object>, Object, Object> call)
            throws Exception {
        assertThat(call.apply(cache(degrading), hibernates())).isEqualTo(result);

        assertThat(degrading.statistics().getCacheMisses()).isEqualTo(misses);
        assertThat(degrading.statistics().getCachePuts()).isZero();
        assertThat(degrading.statistics().getCacheRemovals()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void keyThatCantBeWritten_inAStrictCache_isAnError(
            String name, Object result, int misses, BiFunction<Cache<Object, Object>, Object, Object> call)
            throws Exception {
        Object key = hibernates();

        assertThatThrownBy(() -> call.apply(cache(strict), key)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void valueThatCantBeWritten_removesWhatWasThere() throws Exception {
        put("key", "old");

        cache(degrading).put("key", hibernates());

        assertThat(stored("key")).isNull();
        assertThat(degrading.statistics().getCachePuts()).isZero();
        assertThat(degrading.statistics().getCacheRemovals()).isOne();
    }

    @Test
    void valueThatCantBeWritten_inAStrictCache_isAnErrorAndChangesNothing() throws Exception {
        put("key", "old");
        Object value = hibernates();

        assertThatThrownBy(() -> cache(strict).put("key", value)).isInstanceOf(ClassCastException.class);
        assertThat(stored("key")).asString(UTF_8).isEqualTo("old");
    }
}
