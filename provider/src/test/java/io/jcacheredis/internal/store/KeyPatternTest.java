package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyPatternTest {

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings().withChars("ab*?[]\\^-ü").ofMaxLength(5);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", "*", "?", "[ab]", "[^a]", "[a-b]", "\\*", "\\?", "\\[", "\\\\", "\\a", "]", "ü")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 20_000)
    void whatMatches_mayMatch_andAPatternOfOneKeyMatchesThatOne(
            @ForAll("patterns") String glob, @ForAll("keys") String key) {
        KeyPattern pattern = KeyPattern.of(glob);
        byte[] bytes = key.getBytes(UTF_8);
        boolean matches = Glob.matches(pattern.glob(), bytes);

        assertThat(pattern.mayMatch(bytes)).as("%s %s", glob, key).isIn(true, matches);
        byte[] only = pattern.onlyKey();
        if (only != null) {
            assertThat(Arrays.equals(only, bytes)).as("%s %s", glob, key).isEqualTo(matches);
            assertThat(pattern.mayMatch(bytes)).isEqualTo(matches);
        }
    }

    @Property(tries = 20_000)
    void escapedKey_matchesThatOneOnly(@ForAll("keys") String key, @ForAll("keys") String other) {
        byte[] escaped = KeyPattern.escaped(key.getBytes(UTF_8));
        assertThat(Glob.matches(escaped, key.getBytes(UTF_8))).isTrue();
        assertThat(Glob.matches(escaped, other.getBytes(UTF_8))).isEqualTo(key.equals(other));
        assertThat(KeyPattern.of(new String(escaped, UTF_8)).onlyKey()).isEqualTo(key.getBytes(UTF_8));
    }

    @Property(tries = 50_000)
    void remainder_matchesWhatFollowsWhereTheWholeMatchesTheWhole(
            @ForAll("patterns") String glob, @ForAll("keys") String start, @ForAll("keys") String rest) {
        boolean whole = Glob.matches(glob.getBytes(UTF_8), (start + rest).getBytes(UTF_8));
        Set<KeyPattern> left = KeyPattern.of(glob).after(start);

        assertThat(left.stream().anyMatch(pattern -> Glob.matches(pattern.glob(), rest.getBytes(UTF_8))))
                .as("%s of %s + %s: %s", glob, start, rest, left)
                .isEqualTo(whole);
    }
}
