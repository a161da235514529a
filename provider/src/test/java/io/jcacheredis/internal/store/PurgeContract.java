package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EntryStore} must do with patterns on its keys. */
public abstract class PurgeContract extends WriteIntentContract {

    private static final byte[] VALUE = "v".getBytes(UTF_8);

    static List<String> keysToPurge() {
        return List.of(
                "",
                "user:1",
                "user:2",
                "user:10",
                "user:a",
                "user:-",
                "user:^",
                "users",
                "User:1",
                "user:*",
                "user:?",
                "user:[a]",
                "user:\\1",
                "user:{1}",
                "*",
                "\\",
                "[",
                "]",
                "user:ü",
                "user:\n1");
    }

    private void putAll(List<String> keys) {
        keys.forEach(key -> entries().put(key.getBytes(UTF_8), VALUE, Special.ETERNAL));
    }

    /** The keys of a scan, each once: a server whose hash table is being resized gives some of them again. */
    private Set<String> scanned(KeyPattern pattern) {
        Set<String> found = new LinkedHashSet<>();
        store().scan(pattern, 100).forEachRemaining(batch -> batch.forEach(key -> found.add(new String(key, UTF_8))));
        return found;
    }

    private static boolean matches(String glob, String key) {
        return Glob.matches(glob.getBytes(UTF_8), key.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "user:*",
                "user:?",
                "*1",
                "?ser:1",
                "user:[0-9]",
                "user:[^0-9]",
                "user:[*]",
                "user:[\\]]",
                "user:\\*",
                "user:\\?",
                "user:1",
                "",
                "\\*",
                "*:*",
                "**",
                "u*r*1*",
                "nothing*",
                "user:[a]",
                "user:\\[a]",
                "user:??",
                "U*",
                "user:{*}"
            })
    void pattern_removesExactlyWhatMatches(String glob) {
        List<String> keys = keysToPurge();
        putAll(keys);
        List<String> expected = keys.stream().filter(key -> matches(glob, key)).toList();
        List<Long> steps = new ArrayList<>();

        assertThat(scanned(KeyPattern.of(glob))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(store().purge(new Purge(KeyPattern.of(glob), 3, (lookedAt, removed) -> steps.add(removed))))
                .isEqualTo(expected.size());

        assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(expected.size());
        assertThat(scanned(KeyPattern.ALL))
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().filter(key -> !expected.contains(key)).toList());
    }

    @ParameterizedTest
    @MethodSource("keysToPurge")
    void escapedKey_removesThatOne(String key) {
        List<String> keys = keysToPurge();
        putAll(keys);
        String glob = new String(KeyPattern.escaped(key.getBytes(UTF_8)), UTF_8);

        assertThat(store().purge(new Purge(KeyPattern.of(glob)))).isOne();
        assertThat(scanned(KeyPattern.ALL)).hasSize(keys.size() - 1).doesNotContain(key);
        assertThat(store().purge(new Purge(KeyPattern.of(glob)))).isZero();
    }

    @Test
    void manyEntries_goInSteps() {
        putAll(IntStream.range(0, 3000).mapToObj(i -> "k" + i).toList());
        List<Long> steps = new ArrayList<>();
        assertThat(store().purge(new Purge(KeyPattern.of("k1*"), 100, (lookedAt, removed) -> steps.add(removed))))
                .isEqualTo(1111);
        assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(1111);
        assertThat(scanned(KeyPattern.ALL)).hasSize(3000 - 1111);
    }

    @Test
    void stepThatThrows_endsIt() {
        putAll(IntStream.range(0, 3000).mapToObj(i -> "k" + i).toList());
        IllegalStateException enough = new IllegalStateException("enough");
        Purge purge = new Purge(KeyPattern.ALL, 10, (lookedAt, removed) -> {
            throw enough;
        });
        assertThatThrownBy(() -> store().purge(purge)).isSameAs(enough);
    }
}
