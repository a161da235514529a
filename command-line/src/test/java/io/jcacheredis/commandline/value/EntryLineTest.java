package io.jcacheredis.commandline.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.TypeRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.cbor.CBORMapper;

class EntryLineTest {

    record Offer(String id, double price, BigDecimal exact, List<Long> numbers) {}

    static final class Picture {
        public byte[] bytes = {1};
    }

    private static final Offer OFFER =
            new Offer("ö\n\u0001", 0.1, new BigDecimal("1.50000000000000000000000000001"), List.of(1L, Long.MAX_VALUE));
    private static final CodecSettings SETTINGS = CodecSettings.defaults(EntryLineTest.class.getClassLoader());

    private static Stream<Arguments> values() {
        Codec<Offer> json = Codecs.json(Offer.class);
        Codec<Offer> cbor = Codecs.cbor(Offer.class);
        String text = "x".repeat(5000);
        return Stream.of(
                Arguments.of(json, OFFER, Set.of("json"), "\"value\":{\"id\":\"ö"),
                Arguments.of(json, OFFER, Set.of(), "\"codec\":\"text\",\"value\":\"{"),
                Arguments.of(cbor, OFFER, Set.of("cbor"), "\"codec\":\"cbor\",\"value\":{"),
                Arguments.of(Codecs.string(), "{\"a\" : 1}", Set.of("string"), "\"value\":\"{\\\"a\\\" : 1}\""),
                Arguments.of(Codecs.text(Integer.class), 42, Set.of("text"), "\"codec\":\"text\",\"value\":\"42\""),
                Arguments.of(
                        Codecs.bytes(), new byte[] {1, 2}, Set.of("bytes"), "\"codec\":\"bytes\",\"base64\":\"AQI=\""),
                Arguments.of(
                        Codecs.java(ArrayList.class, SETTINGS),
                        new ArrayList<>(List.of("a")),
                        Set.of("java"),
                        "\"codec\":\"java\",\"base64\":\"rO0AB"),
                Arguments.of(Codecs.versioned(json, 3), OFFER, Set.of("json"), "\"schemaVersion\":3"),
                Arguments.of(Codecs.compressed(Codecs.string()), text, Set.of("string"), "\"compressed\":true"),
                Arguments.of(
                        Codecs.compressed(Codecs.versioned(cbor, 2)),
                        new Offer(text, 1, BigDecimal.ONE, List.of()),
                        Set.of("cbor"),
                        "\"compressed\":true,\"schemaVersion\":2"),
                Arguments.of(
                        Codecs.compressed(Codecs.bytes()), new byte[] {1}, Set.of("bytes"), "\"base64\":\"AQ==\""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void line_valueOfACodec_comesBackForThatCodec(
            Codec<Object> codec, Object value, Set<String> formats, String shown) {
        byte[] stored = codec.encode(value);
        EntryLine entry = new EntryLine("k", StoredValue.of(stored, formats), Duration.ofMillis(1234));

        String line = Json.line(entry.fields());
        EntryLine read = EntryLine.parse(line);

        assertThat(line).contains(shown).doesNotContain("\n");
        assertThat(read.key()).isEqualTo("k");
        assertThat(read.ttl()).isEqualTo(Duration.ofMillis(1234));
        assertThat(codec.decode(read.value().stored())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.0",
                "1.23456789E7",
                "1E+2",
                "\"\\ud800\"",
                "\"\\u00e9\\/\"",
                "{ \"a\" :\t[1, 2] }",
                "null",
                "{\"a\":\"\\\"},\\\"b\\\":1\",\"value\":[{}]}",
                "[\"\u009b\u2028\"]",
            })
    void line_jsonHoweverItIsWritten_comesBackAsItWas(String json) {
        EntryLine read = EntryLine.parse(line(json));

        assertThat(new String(read.value().stored(), UTF_8)).isEqualTo(json);
        assertThat(line(json)).contains("\"value\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\n\"a\":1}", "\ufeff{}", "[1] ", "{\"a\":1,\"a\":2}", "[", "1 2"})
    void line_jsonThatIsNoPartOfALine_isBase64(String json) {
        assertThat(line(json)).contains("\"base64\":").doesNotContain("\"value\":");
        assertThat(new String(EntryLine.parse(line(json)).value().stored(), UTF_8))
                .isEqualTo(json);
    }

    private static String line(String json) {
        StoredValue value = StoredValue.of(json.getBytes(UTF_8), Set.of("json"));
        return Json.exactLine(new EntryLine("k", value, Duration.ofMillis(1)).fields());
    }

    @ParameterizedTest
    @ValueSource(ints = {499, 500, 501, 5000})
    void line_deepJson_comesBack(int depth) {
        String json = "[".repeat(depth) + "]".repeat(depth);

        assertThat(new String(EntryLine.parse(line(json)).value().stored(), UTF_8))
                .isEqualTo(json);
    }

    @Test
    void line_cborWithNumbersOfAllKinds_givesTheSameKinds() {
        Codec<Map<String, Object>> codec = Codecs.cbor(new TypeRef<Map<String, Object>>() {});
        Map<String, Object> value = Map.of("a", 0.1, "b", 1.5e300, "c", 7, "d", List.of(1L << 40, 2.0));

        StoredValue stored = StoredValue.of(codec.encode(value), Set.of("cbor"));
        String line = Json.exactLine(new EntryLine("k", stored, Duration.ofMillis(1)).fields());

        assertThat(line).contains("\"value\":");
        byte[] read = EntryLine.parse(line).value().stored();
        assertThat(codec.decode(read)).isEqualTo(codec.decode(codec.encode(value)));
        // By a mapper for which a double is another number than a decimal.
        assertThat(CBORMapper.shared().readTree(read))
                .isEqualTo(CBORMapper.shared().readTree(codec.encode(value)));
    }

    @Test
    void of_cborWithNumbersThatJsonHasNot_isNotTakenForReadable() {
        Codec<Map<String, Object>> codec = Codecs.cbor(new TypeRef<Map<String, Object>>() {});

        for (Object number : List.of(-0.0, Double.NaN, new BigDecimal("1.5"))) {
            assertThat(StoredValue.of(codec.encode(Map.of("a", number)), Set.of("cbor"))
                            .tree())
                    .as("%s", number)
                    .isNull();
        }
    }

    @Test
    void of_cborWithBytes_isNotTakenForReadable() {
        StoredValue value = StoredValue.of(Codecs.cbor(Picture.class).encode(new Picture()), Set.of("cbor"));

        assertThat(value.codec()).isEqualTo("cbor");
        assertThat(value.tree()).isNull();
    }

    @Test
    void of_damagedEnvelopeOrStrangeBytes_areKeptAsTheyAre() {
        byte[] damaged = Codecs.compressed(Codecs.string()).encode("x".repeat(5000));
        damaged[15] ^= 1;
        byte[] strange = {(byte) 0x80, 1};

        assertThat(StoredValue.of(damaged, Set.of("string")).stored()).isEqualTo(damaged);
        assertThat(StoredValue.of(damaged, Set.of("string")).codec()).isEqualTo("unknown");
        assertThat(StoredValue.of(strange, Set.of("string")).stored()).isEqualTo(strange);
    }

    @Test
    void of_codecOfAUser_isBytesUnderItsName() {
        StoredValue value = StoredValue.of("v".getBytes(UTF_8), Set.of("protobuf"));

        assertThat(value.codec()).isEqualTo("protobuf");
        assertThat(value.tree()).isNull();
    }

    @Test
    void parse_nullTtl_isForEver() {
        assertThat(EntryLine.parse("{\"key\":\"k\",\"codec\":\"text\",\"value\":\"1\",\"ttlMillis\":null}")
                        .ttl())
                .isEqualTo(ChronoUnit.FOREVER.getDuration());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "[\"secret\"]",
                "{\"key\":\"secret\"}",
                "{\"key\":\"secret\",\"codec\":\"json\",\"ttlMillis\":1}",
                "{\"key\":\"secret\",\"codec\":\"json\",\"value\":1}",
                "{\"key\":\"secret\",\"codec\":\"json\",\"value\":1,\"ttlMillis\":0}",
                "{\"key\":\"secret\",\"codec\":\"json\",\"value\":1,\"base64\":\"\",\"ttlMillis\":1}",
                "{\"key\":\"secret\",\"codec\":\"bytes\",\"base64\":\"secret!\",\"ttlMillis\":1}",
                "{\"key\":\"secret\",\"codec\":\"string\",\"value\":{\"a\":\"secret\"},\"ttlMillis\":1}",
                "{\"key\":\"secret\",\"codec\":\"json\",\"value\":1,\"ttlMillis\":1,\"secret\":1}",
                "{\"key\":\"secret\",\"codec\":\"json\",\"value\":1,\"ttlMillis\":1,\"schemaVersion\":0}",
                "{\"key\":\"secret\\ud800\",\"codec\":\"json\",\"value\":1,\"ttlMillis\":1}",
                "{\"key\":\"secret\",\"codec\":\"string\",\"value\":\"secret\\ud800\",\"ttlMillis\":1}",
            })
    void parse_noEntry_isRefusedWithoutQuotingIt(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryLine.parse(line))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
