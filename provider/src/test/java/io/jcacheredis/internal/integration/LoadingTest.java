package io.jcacheredis.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadingTest {

    private static Loading<String, String> loading(Supplier<Map<String, String>> source) {
        return new Loading<>(
                new CacheLoader<>() {
                    @Override
                    public String load(String key) {
                        return source.get().get(key);
                    }

                    @Override
                    public Map<String, String> loadAll(Iterable<? extends String> keys) {
                        return source.get();
                    }
                },
                true);
    }

    private static Loading<String, String> failing(RuntimeException failure) {
        return loading(() -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false", "false, false, false"})
    void readsThrough_onlyWithALoaderAndIfAskedTo(boolean loader, boolean asked, boolean expected) {
        CacheLoader<String, String> some = loading(Map::of).loader();

        assertThat(new Loading<>(loader ? some : null, asked).readsThrough()).isEqualTo(expected);
    }

    @Test
    void withoutLoader_thereIsNothing() {
        Loading<String, String> none = new Loading<>(null, true);

        assertThat(none.load("a")).isNull();
        assertThat(none.loadAll(List.of("a"))).isEmpty();
    }

    @Test
    void load_givesWhatTheLoaderGives() {
        assertThat(loading(() -> Map.of("a", "1")).load("a")).isEqualTo("1");
        assertThat(loading(Map::of).load("a")).isNull();
    }

    @Test
    void loadAll_leavesOutNulls() {
        Map<String, String> source = new HashMap<>(Map.of("a", "1"));
        source.put("b", null);
        source.put(null, "2");

        assertThat(loading(() -> source).loadAll(List.of("a", "b"))).isEqualTo(Map.of("a", "1"));
        assertThat(loading(() -> null).loadAll(List.of("a"))).isEmpty();
    }

    @Test
    void failure_isACacheLoaderException_andOneThatIsOneStaysTheSame() {
        CacheLoaderException own = new CacheLoaderException("own");
        UnsupportedOperationException other = new UnsupportedOperationException("on purpose");

        assertThatThrownBy(() -> failing(own).load("a")).isSameAs(own);
        assertThatThrownBy(() -> failing(own).loadAll(List.of("a"))).isSameAs(own);
        assertThatThrownBy(() -> failing(other).load("a"))
                .isInstanceOf(CacheLoaderException.class)
                .hasCause(other);
        assertThatThrownBy(() -> failing(other).loadAll(List.of("a")))
                .isInstanceOf(CacheLoaderException.class)
                .hasCause(other);
    }
}
