package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "10m, PT10M",
        "1h, PT1H",
        "7d, PT168H",
        "0s, PT0S",
        "' 10 m ', PT10M",
        "PT30S, PT30S",
        "pt1.5s, PT1.5S",
        "P1DT2H, PT26H",
        "PT-1S, PT-1S"
    })
    void parse_shortFormOrIso_isThatDuration(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10",
                "m",
                "ten minutes",
                "-5s",
                "1.5s",
                "10 M",
                "1w",
                "1h30m",
                "0x10s",
                "999999999999999d"
            })
    void parse_anythingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S, 500ms", "PT90S, 90s", "PT10M, 10m", "PT36H, 36h", "P7D, 7d", "PT0.001S, 1ms"})
    void spell_isTheShortFormInTheLargestUnit(Duration duration, String expected) {
        assertThat(Durations.spell(duration)).isEqualTo(expected);
        assertThat(Durations.parse(expected)).isEqualTo(duration);
    }
}
