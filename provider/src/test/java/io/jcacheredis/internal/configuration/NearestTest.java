package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "'', ab, 2",
        "abc, abc, 0",
        "abc, abx, 1",
        "abc, ab, 1",
        "abc, xabc, 1",
        "ab, ba, 1",
        "abcd, abdc, 1",
        "abcd, bacd, 1",
        "abcd, badc, 2",
        "abc, cba, 2",
        "aa, bb, 2",
        "ab, bc, 2",
        "kitten, sitting, 3"
    })
    void distance_isTheFewestEdits_andTheSameBackwards(String one, String other, int edits) {
        assertThat(Nearest.distance(one, other)).isEqualTo(edits);
        assertThat(Nearest.distance(other, one)).isEqualTo(edits);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "timeout, timeout",
                "tiemout, timeout",
                "txxeout, timeout",
                "xxxeout, none",
                "ur, url",
                "xr, url",
                "xyz, none",
                "storebyreferenc, store-by-reference",
                "completelydifferent, none"
            })
    void nearest_isWithinTwoEdits_orAThirdOfTheText(String text, String expected) {
        assertThat(Nearest.to(text, List.of("store-by-reference", "timeout", "url"))
                        .orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void nearest_isTheOneWithFewestEdits_thenTheFirstByTheAlphabet() {
        assertThat(Nearest.to("timeout", List.of("aimeoux", "timeouts"))).contains("timeouts");
        assertThat(Nearest.to("timeout", List.of("timeouu", "timeoua"))).contains("timeoua");
    }

    @Test
    void nearest_ofTextThatIsTooLong_isNotLookedFor() {
        String text = "a".repeat(100);

        assertThat(Nearest.to(text, List.of(text + "b"))).contains(text + "b");
        assertThat(Nearest.to(text + "a", List.of(text + "b"))).isEmpty();
    }
}
