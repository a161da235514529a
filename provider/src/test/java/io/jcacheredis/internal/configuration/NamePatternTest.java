package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        // pattern, name, whether it matches
        "com.acme.*,      com.acme.User,         true",
        "com.acme.*,      com.acme.,             true",
        "com.acme.*,      com.acme.model.User,   false",
        "com.acme.**,     com.acme.model.User,   true",
        "com.acme.**,     com.acme.,             true",
        "com.acme.**,     com.acme,              false",
        "com.acme.**,     org.acme.User,         false",
        "**,              any:thing/at.all,      true",
        "*,               one,                   true",
        "*,               one:two,               false",
        "*,               one/two,               false",
        "*:detail,        property:detail,       true",
        "*:detail,        a:b:detail,            false",
        "**:detail,       a:b:detail,            true",
        "property:*,      property:detail,       true",
        "property:*,      propertyXdetail,       false",
        "a*c,             abc,                   true",
        "a*c,             ac,                    true",
        "a*c,             abcd,                  false",
        "user-?*,         user-x1,               false",
        "user-?*,         user-?1,               true",
        "[a-z]*,          [a-z]b,                true",
        "[a-z]*,          ab,                    false",
        "a.b*,            aXb,                   false",
        "Caf\u00e9*,      Caf\u00e9-1,           true",
        "*\ud83d\ude00,    a\ud83d\ude00,             true",
        "*\ud83d\ude00,    a\ud83d\ude01,             false"
    })
    void matches(String pattern, String name, boolean expected) {
        assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(expected);
    }

    /** Each row from the least to the most specific pattern. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "** < * < a** < a*",
                "a** < ab**",
                "com.** < com.acme.** < com.acme.* < com.acme.U*",
                "**.** < **.* < *.*",
                "a*b*c < a*bc"
            })
    void specificity_isByLiteralsThenDoubleStarsThenStars(String row) {
        NamePattern[] patterns =
                Stream.of(row.split(" < ")).map(NamePattern::of).toArray(NamePattern[]::new);
        NamePattern[] sorted = patterns.clone();
        Arrays.sort(sorted, NamePattern.BY_SPECIFICITY.reversed());
        Arrays.sort(sorted, NamePattern.BY_SPECIFICITY);

        assertThat(sorted).containsExactly(patterns);
        for (int i = 1; i < patterns.length; i++) {
            assertThat(NamePattern.BY_SPECIFICITY.compare(patterns[i - 1], patterns[i]))
                    .isNegative();
        }
    }

    @ParameterizedTest
    @CsvSource({"a*, *a", "a:*, *:b", "x.**, **.y", "a*b*, *a*b"})
    void specificity_ofAsManyOfEach_isTheSame(String one, String other) {
        assertThat(NamePattern.BY_SPECIFICITY.compare(NamePattern.of(one), NamePattern.of(other)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":a", "***", "a.****"})
    void whatIsWrongWith_noName_isSaid(String text) {
        assertThat(NamePattern.whatIsWrongWith(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "**", "*", "a:b", "a.**.b", "[x]", "Caf\u00e9 au lait"})
    void whatIsWrongWith_aName_isNothing(String text) {
        assertThat(NamePattern.whatIsWrongWith(text)).isEmpty();
    }
}
