package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.internal.store.KeyPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySpaceTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "p:, a, p:a:*",
                "p:, a:b, p:a:b:*",
                "||, a, a:*",
                "p*, a?, p\\*a\\?:*",
                "p:, a[b], p:a\\[b\\]:*",
                "p:, a\\, p:a\\\\:*",
                "p:, a\\*, p:a\\\\\\*:*",
                "p:, a{b}^-, p:a{b}^-:*",
                "p:, ä€, p:ä€:*",
            })
    void pattern_escapesWhatMeansSomething(String prefix, String cache, String pattern) {
        assertThat(new String(KeySpace.of(prefix, cache).pattern(KeyPattern.ALL), UTF_8))
                .isEqualTo(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, a:b, true",
        "a:b, a, true",
        "a, a:b:c, true",
        "a, ab, false",
        "a, b, false",
        "a, A, false",
        "a*, a, false",
        "a:b, a:c, false",
    })
    void overlaps_whereOneHoldsKeysOfTheOther(String one, String other, boolean expected) {
        assertThat(KeySpace.of("p:", one).overlaps(KeySpace.of("p:", other))).isEqualTo(expected);
        assertThat(KeySpace.of("p:", other).overlaps(KeySpace.of("p:", one))).isEqualTo(expected);
    }

    @Test
    void overlaps_acrossPrefixes() {
        assertThat(KeySpace.of("", "a").overlaps(KeySpace.of("a:", "b"))).isTrue();
        assertThat(KeySpace.of("x:", "a").overlaps(KeySpace.of("y:", "a"))).isFalse();
    }

    /** UTF-8 would have a question mark for it, as for other names of this and other JVMs. */
    @Test
    void of_halfOfACharacter_isRefused() {
        for (String half : List.of("a\ud800", "a\udc00", "\ud800b", "\udc00\ud800")) {
            assertThatIllegalArgumentException().isThrownBy(() -> KeySpace.of("p:", half));
            assertThatIllegalArgumentException().isThrownBy(() -> KeySpace.of(half, "a"));
        }
        assertThat(KeySpace.of("p:", "\ud83d\ude00").start()).isEqualTo("p:\ud83d\ude00:");
    }

    @Test
    void join_putsTheKeyBehindTheStart() {
        assertThat(KeySpace.join(new byte[] {1, 2}, new byte[] {3})).containsExactly(1, 2, 3);
        assertThat(KeySpace.join(new byte[] {1, 2}, new byte[] {})).containsExactly(1, 2);
        assertThat(RedisEntryStore.entryKey(new byte[] {1, 2, 3}, 2)).containsExactly(3);
    }
}
