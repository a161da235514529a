package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException.Reason;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked for in CBOR before it is read. */
class CborItemsTest {

    private static final CodecSettings SETTINGS =
            CodecSettings.defaults(CborItemsTest.class.getClassLoader()).withLimit(Limit.NESTING, 5);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex("d9d9f7" + hex.replace(" ", ""));
    }

    private static void require(String hex) {
        CborItems.require(bytes(hex), SETTINGS);
    }

    record Links(List<URI> x) {}

    /** A string of 100,000 characters, meant 20,000 times by three bytes each. */
    @Test
    void referencesToStrings_areRefused() {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(bytes("d90100 a1 6178 9f 7a000186a0"));
        byte[] uri = new byte[100_000];
        Arrays.fill(uri, (byte) 'a');
        bomb.writeBytes(uri);
        for (int i = 0; i < 20_000; i++) {
            bomb.writeBytes(new byte[] {(byte) 0xD8, 0x19, 0});
        }
        bomb.write(0xFF);
        assertThatThrownBy(() -> Codecs.cbor(Links.class).decode(bomb.toByteArray()))
                .isInstanceOf(CodecException.class)
                .hasMessage("the cbor has a tag that this codec does not write")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    /** Of one and several chunks: a half of a character, a longer form of a shorter one, and a character over two chunks. */
    @ParameterizedTest
    @ValueSource(strings = {"63 edbb80", "62 c080", "61 ff", "a1 62 c3 28 01", "7f 63 edbb80 ff", "7f 61 c3 61 a4 ff"})
    void textThatIsNotUtf8_isRefused(String hex) {
        assertThatThrownBy(() -> require(hex))
                .isInstanceOf(CodecException.class)
                .hasMessage("the bytes are not cbor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"62 c3a4", "64 f09f9880", "7f 62 c3a4 61 61 ff", "43 edbb80", "5f 41 c3 41 a4 ff"})
    void otherTextAndBytes_areLetThrough(String hex) {
        assertThatCode(() -> require(hex)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"e0", "f0", "f3", "f7", "f8 14", "f8 61", "f8 ff", "81 f8 61", "a1 6161 f7"})
    void simpleValuesWithoutAMeaning_areRefused(String hex) {
        assertThatThrownBy(() -> require(hex))
                .isInstanceOf(CodecException.class)
                .hasMessage("the cbor has a simple value that this codec does not write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"f4", "f5", "f6", "f9 3c00", "fa 3f800000", "fb 3ff0000000000000", "83 f4 f5 f6", "a1 6161 f6"})
    void otherSimpleValuesAndFractions_areLetThrough(String hex) {
        assertThatCode(() -> require(hex)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d90100 80", // references to strings may follow
                "d81900", // such a reference
                "a1 6161 d81900",
                "81 d81900",
                "a1 d81900 6161",
                "c2 d81900",
                "c4 82 01 d81900",
                "d9d9f7 01", // once is enough
                "c0 6161", // a time
                "c2 c2 4101",
                "c2 01",
                "c3 6161",
                "c4 01",
                "db0000000100000002 4101" // not the tag 2
            })
    void otherTags_areRefused(String hex) {
        assertThatThrownBy(() -> require(hex))
                .isInstanceOf(CodecException.class)
                .hasMessage("the cbor has a tag that this codec does not write");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01 01",
                "ff",
                "1c",
                "1d",
                "1e",
                "1f",
                "3f",
                "18",
                "1901",
                "1a010101",
                "1b01010101010101",
                "41",
                "7f",
                "7f 6161",
                "7f 4101 ff",
                "7f 7f ff ff",
                "7f 01 ff",
                "5b7fffffffffffffff 01",
                "5bffffffffffffffff 01",
                "81",
                "9bffffffffffffffff 01",
                "9b7fffffffffffffff 01",
                "9f",
                "9f 01",
                "a1 01",
                "bf 01 ff",
                "bf 01 01",
                "dc 01",
                "df 01",
                "c2",
                "f8",
                "fc",
                "fd",
                "f900"
            })
    void whatIsNotWellFormed_isRefused(String hex) {
        assertThatThrownBy(() -> require(hex))
                .isInstanceOf(CodecException.class)
                .hasMessage("the bytes are not cbor")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "17",
                "1818",
                "190100",
                "1a00010000",
                "1bffffffffffffffff",
                "20",
                "3bffffffffffffffff",
                "40",
                "4101",
                "58020101",
                "60",
                "7f ff",
                "7f 6161 60 780161 ff",
                "5f 4101 ff",
                "80",
                "82 01 80",
                "9f ff",
                "9f 01 9f ff ff",
                "9802 01 01",
                "a0",
                "a1 6161 01",
                "bf ff",
                "bf 6161 bf ff ff",
                "c2 4101",
                "c3 5f 4101 ff",
                "c4 82 20 c2 4101",
                "f4",
                "f6",
                "f93c00",
                "fa3f800000",
                "fb3ff0000000000000",
                "8181818180"
            })
    void whatIsWellFormed_isNot(String hex) {
        assertThatCode(() -> require(hex)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"818181818180", "9f9f9f9f9f9fffffffffffff", "a101a101a101a101a101a0", "c482018181818180"})
    void whatIsNestedTooDeeply_isRefused(String hex) {
        assertThatThrownBy(() -> require(hex))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("limits.nesting");
    }

    @Test
    void depthThatNoStackHasRoomFor_isRefused() {
        TypeRef<List<Object>> type = new TypeRef<>() {};
        Codec<List<Object>> codec =
                Codecs.cbor(type).withSettings(SETTINGS.withLimit(Limit.NESTING, Integer.MAX_VALUE));
        assertThatThrownBy(() -> codec.decode(bytes("81".repeat(1_000_000))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("limits.nesting");
    }

    record Numbers(BigInteger a, BigInteger b, BigDecimal c, Map<String, Object> more, List<byte[]> bytes) {}

    /** Jackson reads no further than what was looked over, however the bytes were changed. */
    @Test
    void mutatedBytes_areRefusedOrRead() {
        Numbers numbers = new Numbers(
                BigInteger.TWO.pow(100),
                BigInteger.TWO.pow(90).negate(),
                new BigDecimal("1e-30"),
                Map.of("k", List.of(1, 2.5, "x")),
                List.of(new byte[5]));
        Codec<Numbers> codec = Codecs.cbor(Numbers.class);
        byte[] valid = codec.encode(numbers);
        assertThat(codec.decode(valid).c()).isEqualTo(numbers.c());
        Random random = new Random(3);
        for (int i = 0; i < 30_000; i++) {
            byte[] changed = valid.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                changed[3 + random.nextInt(valid.length - 3)] = (byte) random.nextInt();
            }
            try {
                assertThat(codec.decode(changed)).isNotNull();
            } catch (CodecException expected) {
                assertThat(expected.reason()).isNotEqualTo(Reason.UNSUITABLE);
            }
        }
    }
}
