package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({"0B, 0", "512B, 512", "10KB, 10240", "64MB, 67108864", "1GB, 1073741824", "' 2 mb ', 2097152"})
    void parse_isInBytes(String text, long expected) {
        assertThat(Sizes.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "KB", "-1KB", "1.5MB", "10 bytes", "1TB", "9999999999B"})
    void parse_anythingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sizes.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "512, 512B",
        "1536, 1536B",
        "10240, 10KB",
        "67108864, 64MB",
        "1073741824, 1GB",
        "1099511627776, 1024GB"
    })
    void spell_isInTheLargestUnit(long bytes, String expected) {
        assertThat(Sizes.spell(bytes)).isEqualTo(expected);
    }
}
