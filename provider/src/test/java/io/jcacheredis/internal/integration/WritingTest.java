package io.jcacheredis.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.integration.Writing.Bulk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.Test;

class WritingTest {

    private final List<String> calls = new ArrayList<>();
    private RuntimeException failure;

    /** Notes its calls; does of a bulk only what does not begin with "bad", and fails for the rest. */
    private final class Writer implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            calls.add("write " + entry.getKey() + " " + entry.getValue());
            failIfAsked();
        }

        @Override
        public void delete(Object key) {
            calls.add("delete " + key);
            failIfAsked();
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.removeIf(entry -> !entry.getKey().startsWith("bad"));
            failIfAsked();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.removeIf(key -> !key.toString().startsWith("bad"));
            failIfAsked();
        }

        private void failIfAsked() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private final Writing<String, String> writing = new Writing<>(new Writer(), Duration.ofSeconds(10));

    @Test
    void write_andDelete_callTheWriter() {
        writing.write("a", "1");
        writing.delete("b");

        assertThat(calls).containsExactly("write a 1", "delete b");
    }

    @Test
    void failure_isACacheWriterException_andOneThatIsOneStaysTheSame() {
        failure = new CacheWriterException("own");
        assertThatThrownBy(() -> writing.write("a", "1")).isSameAs(failure);
        assertThatThrownBy(() -> writing.delete("a")).isSameAs(failure);

        failure = new UnsupportedOperationException("on purpose");
        assertThatThrownBy(() -> writing.write("a", "1"))
                .isInstanceOf(CacheWriterException.class)
                .hasCause(failure);
        assertThatThrownBy(() -> writing.delete("a"))
                .isInstanceOf(CacheWriterException.class)
                .hasCause(failure);
    }

    @Test
    void bulk_thatSucceeds_hasNothingFailed_whateverTheWriterLeaves() {
        for (Bulk<String> bulk :
                List.of(writing.writeAll(Map.of("a", "1", "bad", "2")), writing.deleteAll(Set.of("a", "bad")))) {
            assertThat(bulk.failed()).isEmpty();
            assertThatCode(bulk::rethrow).doesNotThrowAnyException();
        }
    }

    @Test
    void bulk_thatFails_hasWhatTheWriterLeaves() {
        failure = new CacheWriterException("own");

        for (Bulk<String> bulk :
                List.of(writing.writeAll(Map.of("a", "1", "bad", "2")), writing.deleteAll(Set.of("a", "bad")))) {
            assertThat(bulk.failed()).containsExactly("bad");
            assertThatThrownBy(bulk::rethrow).isSameAs(failure);
        }
    }

    @Test
    void entry_isUnwrappedAsWhatItIs_andShowsNeitherKeyNorValue() {
        CacheEntry<String, String> entry = new CacheEntry<>("a", "1");

        assertThat(entry.unwrap(Cache.Entry.class)).isSameAs(entry);
        assertThatThrownBy(() -> entry.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThat(entry).hasToString("cache entry");
    }
}
