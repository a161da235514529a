package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    private static boolean isValidToTheJdk(byte[] bytes, int from, int to) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void isValid_twoBytesAndAThird_isWhatTheJdkSays() {
        for (int third : new int[] {0, 0x7F, 0x80, 0xBF, 0xC0, 0xFF}) {
            for (int i = 0; i < 1 << 16; i++) {
                byte[] bytes = {(byte) (i >> 8), (byte) i, (byte) third, (byte) 0x80};
                for (int to = 0; to <= bytes.length; to++) {
                    assertThat(Utf8.isValid(bytes, 0, to)).isEqualTo(isValidToTheJdk(bytes, 0, to));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isValid_textWithADamage_isWhatTheJdkSays(long seed) {
        Random random = new Random(seed);
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            int[] points = random.ints(5, 0, random.nextBoolean() ? 0x110000 : 0x900)
                    .map(point -> Character.isSurrogate((char) point) && point < 0x10000 ? 'x' : point)
                    .toArray();
            byte[] bytes = new String(points, 0, points.length).getBytes(UTF_8);
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int from = random.nextInt(bytes.length);
            assertThat(Utf8.isValid(bytes, from, bytes.length)).isEqualTo(isValidToTheJdk(bytes, from, bytes.length));
            valid += Utf8.isValid(bytes, from, bytes.length) ? 1 : 0;
        }
        assertThat(valid).isBetween(2_000, 18_000);
    }
}
