package io.jcacheredis.commandline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KB", "1572864, 1.5 MB", "1099511627776, 1.0 TB"})
    void size_bytes_isInTheLargestUnit(long bytes, String text) {
        assertThat(Text.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.09S, 90ms", "PT4.25S, 4.2s", "PT12M5S, 12m 5s", "PT3H4M5S, 3h 4m", "P3DT4H5M, 3d 4h"})
    void duration_time_isInTwoUnits(Duration duration, String text) {
        assertThat(Text.duration(duration)).isEqualTo(text);
    }

    @Test
    void harmless_controlCharacters_areSpelled() {
        assertThat(Text.harmless("a\u001b[31mb\nö\u202e")).isEqualTo("a\\u001b[31mb\\u000aö\\u202e");
        assertThat(Text.harmless("\u009b2J\u007f\u2028\ud800")).isEqualTo("\\u009b2J\\u007f\\u2028\\ud800");
        assertThat(Text.harmless("\udb40\udc01🐈")).isEqualTo("\\udb40\\udc01🐈");
        assertThat(Text.harmlessLines("a\u009b\r\n  b\u001b")).isEqualTo("a\\u009b\n  b\\u001b");
    }

    @Test
    void percent_ofNothing_isADash() {
        assertThat(Text.percent(0, 0)).isEqualTo("-");
        assertThat(Text.percent(39, 40)).isEqualTo("97.5 %");
    }
}
