package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodecSettingsTest {

    private static final CodecSettings DEFAULTS = CodecSettings.defaults(CodecSettingsTest.class.getClassLoader());

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"STRING_LENGTH", "ARRAY_LENGTH"})
    void lengthOfAPart_isThatOfTheValueUnlessItIsSet(Limit limit) {
        assertThat(DEFAULTS.limit(limit)).isEqualTo(DEFAULTS.limit(Limit.VALUE_BYTES));
        CodecSettings larger = DEFAULTS.withLimit(Limit.VALUE_BYTES, 100_000_000);
        assertThat(larger.limit(limit)).isEqualTo(100_000_000);
        assertThat(larger.withLimit(limit, 7).limit(limit)).isEqualTo(7);
    }

    /** A value in all options at once must not be taken for one that is too long. */
    @Test
    void longestStored_hasRoomForTheMarksOfAllOptions() {
        CodecSettings settings = DEFAULTS.withLimit(Limit.VALUE_BYTES, 100);
        Codec<byte[]> codec = Codecs.compressed(Codecs.versioned(Codecs.bytes(), 7));

        assertThat(codec.encode(new byte[100]).length).isBetween(100, settings.longestStored());
        assertThat(DEFAULTS.withLimit(Limit.VALUE_BYTES, Integer.MAX_VALUE).longestStored())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void limits_areSetOneByOne_andAreAtLeastOne() {
        CodecSettings both = DEFAULTS.withLimit(Limit.NESTING, 3).withLimit(Limit.KEY_BYTES, 5);

        assertThat(both.limit(Limit.NESTING)).isEqualTo(3);
        assertThat(both.limit(Limit.KEY_BYTES)).isEqualTo(5);
        assertThatThrownBy(() -> both.withLimit(Limit.NESTING, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limits.nesting must be at least 1, and is 0");
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "com.acme.*;*, true",
        "'!com.acme.Gadget;*', true",
        "com.acme.*, false",
        "'', false",
        "!*, false"
    })
    void patternThatLetsInWhatNoOtherNames_isNoProtection(String allow, boolean everything) {
        assertThat(DEFAULTS.withAllow(allow).allowsEverything()).isEqualTo(everything);
    }
}
