package io.jcacheredis.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.Test;

/** What loaders and writers of users may do, and what callers see of it. */
class LoadingAndWritingTest {

    private record Loader(Map<String, String> all, RuntimeException failure) implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            if (failure != null) {
                throw failure;
            }
            return all.get(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            if (failure != null) {
                throw failure;
            }
            return all;
        }
    }

    private static Loading<String, String> loading(Map<String, String> all, RuntimeException failure) {
        return new Loading<>(new Loader(all, failure), true);
    }

    @Test
    void withoutALoader_nothingIsLoaded() {
        Loading<String, String> none = new Loading<>(null, true);

        assertThat(none.readsThrough()).isFalse();
        assertThat(none.load("a")).isNull();
        assertThat(none.loadAll(Set.of("a"))).isEmpty();
    }

    @Test
    void loadAll_leavesOutWhatHasNoKeyOrNoValue() {
        Map<String, String> all = new HashMap<>(Map.of("a", "1"));
        all.put("b", null);
        all.put(null, "2");

        assertThat(loading(all, null).loadAll(List.of("a", "b"))).containsOnly(Map.entry("a", "1"));
        assertThat(loading(null, null).loadAll(List.of("a"))).isEmpty();
    }

    @Test
    void failure_isALoadersException_andItsOwnOneIsNotWrapped() {
        CacheLoaderException own = new CacheLoaderException("own");
        assertThatThrownBy(() -> loading(Map.of(), own).load("a")).isSameAs(own);
        assertThatThrownBy(() -> loading(Map.of(), own).loadAll(Set.of("a"))).isSameAs(own);
        RuntimeException other = new CacheException("other");
        assertThatThrownBy(() -> loading(Map.of(), other).load("a"))
                .isInstanceOf(CacheLoaderException.class)
                .hasCause(other);
        assertThatThrownBy(() -> loading(Map.of(), other).loadAll(Set.of("a")))
                .isInstanceOf(CacheLoaderException.class)
                .hasCause(other);
    }

    @Test
    void writersOwnException_isNotWrapped_andTellsWhatFailed() {
        CacheWriterException own = new CacheWriterException("own");
        Writing<String, String> writing = new Writing<>(writerThatFails(own), Duration.ofSeconds(10));

        assertThatThrownBy(() -> writing.write("a", "1")).isSameAs(own);
        assertThatThrownBy(() -> writing.delete("a")).isSameAs(own);
        assertThat(writing.writeAll(Map.of("a", "1"))).isEqualTo(new Writing.Bulk<>(Set.of("a"), own));
        assertThat(writing.deleteAll(Set.of("a"))).isEqualTo(new Writing.Bulk<>(Set.of("a"), own));
        assertThatThrownBy(() -> writing.deleteAll(Set.of("a")).rethrow()).isSameAs(own);
    }

    private static CacheWriter<String, String> writerThatFails(CacheWriterException failure) {
        return new CacheWriter<>() {
            @Override
            public void write(javax.cache.Cache.Entry<? extends String, ? extends String> entry) {
                throw failure;
            }

            @Override
            public void writeAll(
                    java.util.Collection<javax.cache.Cache.Entry<? extends String, ? extends String>> entries) {
                throw failure;
            }

            @Override
            public void delete(Object key) {
                throw failure;
            }

            @Override
            public void deleteAll(java.util.Collection<?> keys) {
                throw failure;
            }
        };
    }

    @Test
    void entry_isUnwrappedAsItself_andNamesNothingOfItself() {
        CacheEntry<String, String> entry = new CacheEntry<>("secret", "value");

        assertThat(entry.unwrap(CacheEntry.class)).isSameAs(entry);
        assertThatThrownBy(() -> entry.unwrap(String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThat(entry.toString()).doesNotContain("secret", "value");
    }
}
