package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
