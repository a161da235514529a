package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCodecTest {

    private static final CodecSettings SETTINGS = CodecSettings.defaults(TextCodecTest.class.getClassLoader());

    static Stream<Object> scalars() {
        return Samples.scalars().stream();
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalar_comesBackEqual_asValueAndAsKey(Object value) {
        assertRoundTrip(value);
    }

    @SuppressWarnings("unchecked") // The class of a value is of the value's type.
    private static <V> void assertRoundTrip(V value) {
        Class<V> type = (Class<V>) (value instanceof Enum<?> e ? e.getDeclaringClass() : value.getClass());
        Codec<V> codec = ValueCodecs.choose(type, SETTINGS).codec();
        assertThat(codec.name()).isEqualTo("text");
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);

        KeyCodec<V> keys = KeyCodecs.choose(type, SETTINGS);
        assertThat(keys.decode(keys.encode(value))).isEqualTo(value);
        assertThat(keys.encode(value).getBytes(UTF_8)).isEqualTo(codec.encode(value));
    }

    @Test
    void numbers_areReadable() {
        assertThat(text(Integer.class, 42)).isEqualTo("42");
        assertThat(text(Double.class, 0.1)).isEqualTo("0.1");
        assertThat(text(Double.class, 2e-3)).isEqualTo("0.002");
        assertThat(text(Double.class, 42d)).isEqualTo("42.0");
        assertThat(text(Double.class, 2.5e23)).isEqualTo("2.5E+23");
        assertThat(text(Double.class, -0d)).isEqualTo("-0.0");
        assertThat(text(Double.class, Double.NaN)).isEqualTo("NaN");
        assertThat(text(Double.class, Double.MIN_VALUE)).isEqualTo("5E-324");
        assertThat(text(Float.class, 0.1f)).isEqualTo("0.1");
        assertThat(text(BigDecimal.class, new BigDecimal("1.00"))).isEqualTo("1.00");
        assertThat(text(Samples.Color.class, Samples.Color.GREEN)).isEqualTo("GREEN");
        assertThat(text(Instant.class, Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    }

    private static <V> String text(Class<V> type, V value) {
        return new String(Codecs.text(type).encode(value), UTF_8);
    }

    @Test
    void randomFloatingPointNumbers_comeBackEqual_inTheFewestDigits() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double d = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(1_000_000) / 1000d;
            float f = Float.intBitsToFloat(random.nextInt());
            assertThat(Double.valueOf(Decimals.text(d))).isEqualTo(Double.valueOf(d));
            assertThat(Float.valueOf(Decimals.text(f))).isEqualTo(Float.valueOf(f));
            if (Double.isFinite(d)) {
                int digits =
                        new BigDecimal(Decimals.text(d)).stripTrailingZeros().precision();
                assertThat(digits)
                        .isLessThanOrEqualTo(new BigDecimal(Double.toString(d))
                                .stripTrailingZeros()
                                .precision());
            }
        }
    }

    @Test
    void randomZonedTimes_comeBackEqual() {
        TextType<ZonedDateTime> type = TextTypes.of(ZonedDateTime.class);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            ZonedDateTime time = Instant.ofEpochSecond(
                            random.nextLong(-1L << 40, 1L << 40), random.nextInt(1_000_000_000))
                    .atZone(ZoneId.of(zones.get(random.nextInt(zones.size()))));
            assertThat(type.readStrictly(type.write(time))).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/A, HTTP://EXAMPLE.com/A",
        "http://example.com:80/, http://Example.com:080/",
        "http://example.com/, http://example.com:/",
        "http://u%2fx@h/%c3%a9?%aa#%bb, http://u%2Fx@H/%C3%A9?%AA#%BB",
        "urn:a%2fb, URN:a%2Fb",
        "//reg_name%aa/x, //reg_name%AA/x",
        "http://[::A]/, http://[::a]/",
        "a%20b, a%20b",
        "?q%2d, ?q%2D",
    })
    void equalUris_haveEqualText(URI one, URI other) {
        assertThat(one).isEqualTo(other);
        assertThat(UriText.of(one)).isEqualTo(UriText.of(other));
        assertThat(URI.create(UriText.of(one))).isEqualTo(one);
    }

    @Test
    void randomUris_haveEqualTextOnlyIfEqual_andComeBackEqual() {
        String[] schemes = {"http:", "HTTP:", "urn:", ""};
        String[] authorities = {
            "//h", "//H", "//h:", "//h:1", "//h:01", "//u@h", "//U@h", "//r_g", "//R_g", "//%aa", "//%AA", "", "//[::1]"
        };
        String[] rests = {
            "", "/", "/a", "/A", "/%aa", "/%AA", "?q", "/?q", "?Q", "#f", "#F", "/a#%ab", "/a#%AB", "/\u00e9"
        };
        List<URI> uris = Stream.of(schemes)
                .flatMap(s ->
                        Stream.of(authorities).flatMap(a -> Stream.of(rests).map(r -> s + a + r)))
                .filter(TextCodecTest::isUri)
                .map(URI::create)
                .toList();
        assertThat(uris).hasSizeGreaterThan(500);
        for (URI one : uris) {
            assertThat(URI.create(UriText.of(one))).isEqualTo(one);
            for (URI other : uris) {
                assertThat(UriText.of(one).equals(UriText.of(other)))
                        .as("%s and %s", one, other)
                        .isEqualTo(one.equals(other));
            }
        }
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "+1", "01", "1.0", "1e3", "0x1", "x", "2147483648", "-", "-0", "\u0661"})
    void integerInAnotherSpelling_isRefused(String text) {
        assertThatThrownBy(() -> Codecs.text(Integer.class).decode(text.getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessage("the text is not that of a java.lang.Integer")
                .hasNoCause();
    }

    @Test
    void floatingPointNumber_asRedisWritesIt_isRead() {
        assertThat(Codecs.text(Double.class).decode("10.5".getBytes(UTF_8))).isEqualTo(10.5);
        assertThat(Codecs.text(Double.class).decode("3".getBytes(UTF_8))).isEqualTo(3);
        assertThat(Codecs.text(Double.class).canonical()).isFalse();
        assertThat(Codecs.text(Integer.class).canonical()).isTrue();
    }

    @Test
    void hugeNumbers_areRefusedBothWays() {
        assertThatThrownBy(() -> Codecs.text(BigInteger.class)
                        .decode("9".repeat(1_000_000).getBytes(UTF_8)))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> Codecs.text(BigInteger.class).encode(BigInteger.TWO.pow(100_000)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void subclassOfTheDeclaredType_isRefused() {
        BigDecimal subclass = new BigDecimal("1") {
            private static final long serialVersionUID = 1L;
        };
        assertThatThrownBy(() -> Codecs.text(BigDecimal.class).encode(subclass))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("exactly java.math.BigDecimal");
    }

    @Test
    void string_isUtf8_andRefusesWhatUtf8CannotCarry() {
        Codec<String> codec = Codecs.string();
        for (String text : List.of("", "a", "\u0000", "grün", "\ud83d\ude00", "x".repeat(100_000))) {
            assertThat(codec.decode(codec.encode(text))).isEqualTo(text);
            assertThat(codec.encode(text)).isEqualTo(text.getBytes(UTF_8));
        }
        for (String text : List.of("\ud800", "a\udc00", "\ud800\ud800\udc00", "\udc00\ud800", "a\ud800b")) {
            assertThatThrownBy(() -> codec.encode(text))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("unpaired surrogate");
        }
        assertThatThrownBy(() -> codec.decode(new byte[] {(byte) 0xC0, (byte) 0x80}))
                .isInstanceOf(CodecException.class);
        assertThat(codec.canonical()).isTrue();
    }

    @Test
    void bytes_areCopiedWhenTheyAreWritten_andGivenAwayWhenTheyAreRead() {
        Codec<byte[]> codec = Codecs.bytes();
        byte[] value = {1, 2, 3};
        byte[] stored = codec.encode(value);
        value[0] = 9;
        assertThat(stored).containsExactly(1, 2, 3);
        assertThat(codec.decode(stored)).isSameAs(stored);
        assertThat(codec.canonical()).isTrue();
    }

    @Test
    void untypedCache_withAConfiguredFormat_checksEachValue() {
        Codec<Object> strings = ValueCodecs.choose(Object.class, SETTINGS.withFormat(ValueFormat.STRING))
                .codec();
        assertThat(strings.decode(strings.encode("a"))).isEqualTo("a");
        assertThatThrownBy(() -> strings.encode(1)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "-0.5, -0.5",
        "1e-4, 0.0001",
        "1e-6, 0.000001",
        "1e-7, 1E-7",
        "1.5e-7, 1.5E-7",
        "123456.75, 123456.75",
        "1e16, 10000000000000000.0",
        "1.2345678901234568e16, 12345678901234568.0",
        "1e17, 1E+17",
        "4.9e-324, 5E-324",
        "2.2250738585072014E-308, 2.2250738585072014E-308"
    })
    void double_isWrittenPlainlyWhereThatIsShort(double value, String expected) {
        assertThat(Decimals.text(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "0.1, 0.1", "1e-7, 1E-7", "1e16, 1E+16", "1.4e-45, 1E-45", "1.17549435E-38, 1.1754944E-38"})
    void float_isWrittenInAsFewDigits(float value, String expected) {
        assertThat(Decimals.text(value)).isEqualTo(expected.replace("1E+16", "10000000000000000.0"));
    }
}
