package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jcacheredis.codec.CodecException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.Deflater;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression, schema versions and migration, alone, together, and in the middle of a rolling change. */
class EnvelopeTest {

    record Page(String text, int number) implements java.io.Serializable {}

    private static final CodecSettings SETTINGS = CodecSettings.defaults(EnvelopeTest.class.getClassLoader());
    private static final CodecSettings DEFLATE = SETTINGS.withCompression(Compression.DEFLATE, 100);
    private static final Page LARGE = new Page("lorem ipsum ".repeat(500), 1);

    private static <V> Codec<V> choose(Class<V> type, CodecSettings settings) {
        return ValueCodecs.choose(type, settings).codec();
    }

    private static Codec<Page> pages(ValueFormat format, CodecSettings settings) {
        return choose(Page.class, settings.withFormat(format));
    }

    private static AbstractObjectAssert<?, Reason> assertRefused(Codec<?> codec, byte[] bytes) {
        CodecException refusal = catchThrowableOfType(CodecException.class, () -> codec.decode(bytes));
        assertThat(refusal).isNotNull();
        return assertThat(refusal.reason()).as(refusal.getMessage());
    }

    // Compression

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"AUTO", "JSON", "CBOR", "JAVA"})
    void largeValue_isDeflated_andReadByThoseWhoDoNotCompress(ValueFormat format) {
        Codec<Page> plain = pages(format, SETTINGS);
        Codec<Page> deflating = pages(format, DEFLATE);

        byte[] raw = plain.encode(LARGE);
        byte[] deflated = deflating.encode(LARGE);

        assertThat(deflated.length).isLessThan(raw.length / 10);
        ByteBuffer header = ByteBuffer.wrap(deflated);
        assertThat(header.getInt()).isEqualTo(0xFF4A4352);
        assertThat(header.get()).isEqualTo((byte) 1);
        assertThat(header.get()).isEqualTo((byte) 'D');
        assertThat(header.getInt()).isEqualTo(raw.length);
        assertThat(deflating.decode(deflated)).isEqualTo(LARGE);
        assertThat(deflating.decode(raw)).isEqualTo(LARGE);
        assertThat(plain.decode(deflated)).isEqualTo(LARGE);
        assertThat(deflating.name()).isEqualTo(plain.name() + "+deflate");
        assertThat(deflating.canonical()).isFalse();
    }

    @Test
    void valueBelowTheThreshold_orThatWouldNotGetSmaller_isAsItWas() {
        Page small = new Page("a", 1);
        assertThat(pages(ValueFormat.JSON, DEFLATE).encode(small))
                .isEqualTo(pages(ValueFormat.JSON, SETTINGS).encode(small));
        byte[] random = new byte[90];
        new Random(1).nextBytes(random);
        String noise = Base64.getEncoder().encodeToString(random);
        assertThat(choose(String.class, DEFLATE).encode(noise)).isEqualTo(noise.getBytes(UTF_8));
        assertThat(choose(String.class, DEFLATE).decode(noise.getBytes(UTF_8))).isEqualTo(noise);
    }

    @Test
    void bytes_whichMayBeAnything_areAlwaysInAnEnvelope() {
        Codec<byte[]> codec = choose(byte[].class, DEFLATE);
        byte[] zeros = new byte[10_000];
        for (byte[] value : new byte[][] {{}, {1}, zeros, codec.encode(zeros), codec.encode(new byte[] {1})}) {
            assertThat(codec.encode(value)).startsWith(0xFF, 'J', 'C', 'R', 1);
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
        assertRefused(codec, new byte[] {1, 2, 3}).isEqualTo(Reason.UNREADABLE);
        assertThat(choose(byte[].class, SETTINGS).encode(zeros)).isEqualTo(zeros);
    }

    /** How to stop compressing where raw bytes are compared, so that nobody looks for envelopes without need. */
    @Test
    void thresholdBeyondEveryValue_writesRaw_andReadsBoth() {
        Codec<String> phasingOut =
                choose(String.class, SETTINGS.withCompression(Compression.DEFLATE, Integer.MAX_VALUE));
        String text = LARGE.text();
        assertThat(phasingOut.encode(text)).isEqualTo(text.getBytes(UTF_8));
        assertThat(phasingOut.decode(choose(String.class, DEFLATE).encode(text)))
                .isEqualTo(text);
        assertThat(phasingOut.decode(text.getBytes(UTF_8))).isEqualTo(text);
        assertThat(choose(String.class, SETTINGS).canonical()).isTrue();
        assertRefused(
                        choose(String.class, SETTINGS),
                        choose(String.class, DEFLATE).encode(text))
                .isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void largestValue_thatMayBeWritten_mayBeRead_alsoWithBothOptions() {
        CodecSettings settings = SETTINGS.withFormat(ValueFormat.STRING)
                .withCompression(Compression.DEFLATE)
                .withSchemaVersion(3)
                .withLimit(Limit.VALUE_BYTES, 5000);
        Codec<String> codec = choose(String.class, settings);
        String largest = "x".repeat(5000);
        assertThat(codec.decode(codec.encode(largest))).isEqualTo(largest);
        assertThatThrownBy(() -> codec.encode(largest + "x"))
                .isInstanceOf(CodecException.class)
                .hasMessage("the value has more than 5000 bytes, the limit set by limits.value-bytes");
        byte[] larger = choose(String.class, settings.withLimit(Limit.VALUE_BYTES, 6000))
                .encode(largest + "x");
        assertThatThrownBy(() -> codec.decode(larger))
                .isInstanceOf(CodecException.class)
                .hasMessage("the value has more than 5000 bytes, the limit set by limits.value-bytes")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 5999, 6001, 100_000, 200_000_000, Integer.MAX_VALUE})
    void headerThatLiesAboutItsLength_isRefused(int length) {
        byte[] deflated = choose(String.class, DEFLATE).encode("x".repeat(6000));
        ByteBuffer.wrap(deflated).putInt(6, length);
        assertRefused(choose(String.class, DEFLATE), deflated)
                .isEqualTo(length > Limit.VALUE_BYTES.standard() ? Reason.TOO_LARGE : Reason.UNREADABLE);
    }

    /** Beyond a megabyte, where it would be a bomb. */
    @Test
    void valueThatWouldGetMoreThanAHundredTimesSmaller_isNotCompressed_norInflated() {
        Codec<String> codec = choose(String.class, DEFLATE);
        int megabyte = 1024 * 1024;
        String small = "a".repeat(megabyte);
        assertThat(codec.encode(small)).hasSizeLessThan(2_000);
        assertThat(codec.decode(codec.encode(small))).isEqualTo(small);
        String large = "a".repeat(megabyte + 1);
        assertThat(codec.encode(large)).hasSize(megabyte + 1);
        assertThat(codec.decode(codec.encode(large))).isEqualTo(large);
        byte[] bomb = new byte[20_000];
        Deflater deflater = new Deflater();
        deflater.setInput(large.getBytes(UTF_8));
        deflater.finish();
        int length = deflater.deflate(bomb);
        deflater.end();
        byte[] envelope = Envelope.write(Envelope.Kind.DEFLATED, large.length(), bomb, length);
        assertRefused(codec, envelope).isEqualTo(Reason.TOO_LARGE);
        byte[] random = new byte[megabyte / 60];
        new Random(1).nextBytes(random);
        String honest = (Base64.getEncoder().encodeToString(random) + " ".repeat(45)).repeat(60);
        honest = honest + "x".repeat(megabyte);
        assertThat(codec.encode(honest)).hasSizeLessThan(honest.length() / 50);
        assertThat(codec.decode(codec.encode(honest))).isEqualTo(honest);
    }

    @Test
    void envelopes_cutOrChangedAnywhere_areRefused() {
        Codec<Page> codec = pages(ValueFormat.JSON, DEFLATE.withSchemaVersion(2));
        byte[] valid = codec.encode(LARGE);
        for (int i = 0; i < valid.length; i++) {
            assertRefused(codec, Arrays.copyOf(valid, i)).isNotNull();
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = valid.clone();
                changed[i] ^= (byte) (1 << bit);
                // Two bits of the deflated format's own header say nothing about its content.
                try {
                    assertThat(codec.decode(changed)).isEqualTo(LARGE);
                } catch (CodecException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        }
        assertRefused(codec, Arrays.copyOf(valid, valid.length + 1)).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void envelopeInAnEnvelopeOfItsKind_isRefused() {
        Codec<String> twice = Codecs.compressed(Codecs.compressed(Codecs.string()));
        byte[] bytes = twice.encode("x".repeat(1 << 20));
        assertThat(twice.decode(bytes)).hasSize(1 << 20);
        assertRefused(Codecs.compressed(Codecs.string()), bytes).isEqualTo(Reason.UNREADABLE);
        byte[] stored = Codecs.compressed(Codecs.bytes()).encode(new byte[1]);
        assertRefused(Codecs.versioned(Codecs.string(), 1), stored).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void deflatedWithAPresetDictionary_isRefused() {
        Deflater deflater = new Deflater();
        deflater.setDictionary("dictionary".getBytes(UTF_8));
        deflater.setInput("dictionary".getBytes(UTF_8));
        deflater.finish();
        byte[] content = new byte[100];
        int length = deflater.deflate(content);
        deflater.end();
        assertRefused(
                        choose(String.class, SETTINGS),
                        Envelope.write(Envelope.Kind.DEFLATED, "dictionary".length(), content, length))
                .isEqualTo(Reason.UNREADABLE);
    }

    // Schema versions

    @Test
    void schemaVersion_tellsValuesApart_andOneIsNoMark() {
        Codec<Page> none = pages(ValueFormat.JSON, SETTINGS);
        Codec<Page> one = pages(ValueFormat.JSON, SETTINGS.withSchemaVersion(1));
        Codec<Page> two = pages(ValueFormat.JSON, SETTINGS.withSchemaVersion(2));
        Codec<Page> three = pages(ValueFormat.JSON, DEFLATE.withSchemaVersion(3));
        Page page = new Page("a", 1);

        assertThat(one.encode(page)).isEqualTo(none.encode(page));
        assertThat(two.encode(page)).startsWith(0xFF, 'J', 'C', 'R', 1, 'V', 0, 0, 0, 2, '{');
        assertThat(two.decode(two.encode(page))).isEqualTo(page);
        assertThat(three.decode(three.encode(LARGE))).isEqualTo(LARGE);
        assertRefused(one, two.encode(page)).isEqualTo(Reason.OTHER_VERSION);
        assertRefused(two, one.encode(page)).isEqualTo(Reason.OTHER_VERSION);
        assertRefused(two, three.encode(page)).isEqualTo(Reason.OTHER_VERSION);
        assertRefused(two, three.encode(LARGE)).isEqualTo(Reason.OTHER_VERSION);
        assertThat(three.name()).isEqualTo("json+v3+deflate");
        assertThatThrownBy(() -> two.decode(one.encode(page)))
                .hasMessage("the value has schema version 1, and this cache reads schema-version 2 only");
        assertThatThrownBy(() -> SETTINGS.withSchemaVersion(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codecs.versioned(Codecs.string(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Nobody writes it; if it were read, a value would have two forms, and comparisons by bytes would miss one. */
    @Test
    void markOfVersionOne_isRefused() {
        Codec<String> one = choose(String.class, SETTINGS);
        byte[] text = one.encode("text");
        byte[] marked = Envelope.write(Envelope.Kind.VERSIONED, 1, text, text.length);

        assertThat(one.canonical()).isTrue();
        assertRefused(one, marked).isEqualTo(Reason.UNREADABLE);
        assertRefused(choose(String.class, SETTINGS.withSchemaVersion(2)), marked)
                .isEqualTo(Reason.OTHER_VERSION);
    }

    @Test
    void bytes_withASchemaVersion_areMarked() {
        Codec<byte[]> codec = choose(byte[].class, SETTINGS.withSchemaVersion(2));
        assertThat(codec.decode(codec.encode(new byte[] {1}))).containsExactly(1);
        assertThat(codec.canonical()).isTrue();
        assertRefused(codec, new byte[] {1}).isEqualTo(Reason.OTHER_VERSION);
    }

    // Migration

    @ParameterizedTest
    @CsvSource({"JAVA, JSON", "JSON, JAVA", "JSON, CBOR", "CBOR, JSON", "JAVA, CBOR", "CBOR, JAVA", "JAVA, AUTO"})
    void migration_readsBothAndWritesTheNew(ValueFormat from, ValueFormat to) {
        Codec<Page> former = pages(from, SETTINGS);
        Codec<Page> now = pages(to, SETTINGS);
        Codec<Page> migrating = pages(to, DEFLATE.withMigrateFrom(from));
        for (Page page : new Page[] {LARGE, new Page("a", 1)}) {
            assertThat(migrating.decode(former.encode(page))).isEqualTo(page);
            assertThat(migrating.decode(pages(from, DEFLATE).encode(page))).isEqualTo(page);
            assertThat(migrating.decode(now.encode(page))).isEqualTo(page);
            assertThat(now.decode(migrating.encode(page))).isEqualTo(page);
        }
        assertThat(migrating.name()).isEqualTo(now.name() + "+deflate");
        assertThat(migrating.canonical()).isFalse();
        assertRefused(migrating, new byte[] {-1, 2, 3}).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void migration_betweenTextAndBinary_isToldByBytes_andBetweenTextsByAMark() {
        byte[] text = "\"42\"".getBytes(UTF_8);
        CodecSettings toJson = SETTINGS.withFormat(ValueFormat.JSON).withMigrateFrom(ValueFormat.STRING);
        assertThatThrownBy(() -> choose(String.class, toJson))
                .isInstanceOf(CodecException.class)
                .hasMessage("values of the codecs string and json can't be told apart by their bytes, so migrate-from"
                        + " can't read both; set schema-version to 2 as well, which marks the new ones, or give the"
                        + " cache a new name");
        Codec<String> marked = choose(String.class, toJson.withSchemaVersion(2));
        assertThat(marked.decode(text)).isEqualTo("\"42\"");
        assertThat(marked.decode(marked.encode("x"))).isEqualTo("x");
        assertThat(marked.encode("x")).endsWith('"', 'x', '"');
        Codec<String> toCbor =
                choose(String.class, SETTINGS.withFormat(ValueFormat.CBOR).withMigrateFrom(ValueFormat.STRING));
        assertThat(toCbor.decode(text)).isEqualTo("\"42\"");
        assertThat(toCbor.decode(toCbor.encode("x"))).isEqualTo("x");
    }

    @Test
    void migration_fromBytes_isRefused() {
        for (CodecSettings settings :
                new CodecSettings[] {SETTINGS.withFormat(ValueFormat.JAVA), DEFLATE.withSchemaVersion(2)}) {
            assertThatThrownBy(() -> choose(byte[].class, settings.withMigrateFrom(ValueFormat.BYTES)))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("values of the codec bytes may be any bytes, so that migrate-from can't tell them from"
                            + " others; give the cache a new name");
        }
        assertThatThrownBy(() -> Codecs.migrating(Codecs.json(byte[].class), Codecs.bytes()))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void migration_toBytes_isToldByAMark() {
        CodecSettings toBytes = SETTINGS.withFormat(ValueFormat.BYTES).withMigrateFrom(ValueFormat.JAVA);
        assertThatThrownBy(() -> choose(byte[].class, toBytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("set schema-version to 2");
        Codec<byte[]> marked = choose(byte[].class, toBytes.withSchemaVersion(2));
        byte[] value = {1, 2};
        assertThat(marked.decode(marked.encode(value))).isEqualTo(value);
        assertThat(marked.decode(choose(byte[].class, SETTINGS.withFormat(ValueFormat.JAVA))
                        .encode(value)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"JSON", "JAVA", "STRING", "AUTO"})
    void migration_fromTheSameFormat_isToldToGo(ValueFormat format) {
        ValueFormat from = format == ValueFormat.AUTO ? ValueFormat.STRING : format;
        CodecSettings settings = SETTINGS.withFormat(format).withMigrateFrom(from);
        assertThatThrownBy(() -> choose(String.class, settings))
                .isInstanceOf(CodecException.class)
                .hasMessage("values are written as " + from.name().toLowerCase(Locale.ROOT)
                        + " anyway; take migrate-from out");
        // Here it says that those without a mark are not of version 1 but as good as new.
        Codec<String> marked = choose(String.class, settings.withSchemaVersion(2));
        assertThat(marked.decode(choose(String.class, SETTINGS.withFormat(from)).encode("x")))
                .isEqualTo("x");
    }

    /** Whose formats are told apart even where one of them is in envelopes now and then. */
    @Test
    void migration_betweenCompressedAndOther_readsBoth_inEitherDirection() {
        Codec<String> json = Codecs.json(String.class);
        Codec<String> cbor = Codecs.compressed(Codecs.cbor(String.class));
        String large = LARGE.text();
        for (String text : new String[] {large, "small"}) {
            Codec<String> fromCompressed = Codecs.migrating(json, cbor);
            Codec<String> toCompressed = Codecs.migrating(cbor, json);
            for (Codec<String> migrating : List.of(fromCompressed, toCompressed)) {
                assertThat(migrating.decode(json.encode(text))).isEqualTo(text);
                assertThat(migrating.decode(cbor.encode(text))).isEqualTo(text);
                assertThat(migrating.decode(migrating.encode(text))).isEqualTo(text);
            }
        }
        assertThat(cbor.reads()).isEqualTo(Codecs.cbor(String.class).reads());
    }

    @Test
    void migration_whereBothAreInEnvelopes_isRefused() {
        Codec<String> compressed = Codecs.compressed(Codecs.json(String.class));
        Codec<String> again = Codecs.migrating(compressed, Codecs.cbor(String.class));
        Codec<String> once = Codecs.versioned(compressed, 1);
        for (Codec<String> enveloped : List.of(compressed, again, once, Codecs.versioned(Codecs.string(), 2))) {
            assertThatThrownBy(() -> Codecs.migrating(Codecs.compressed(Codecs.cbor(String.class)), enveloped))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("can't be told apart");
        }
        Codec<String> unmarked = Codecs.versioned(Codecs.json(String.class), 1);
        assertThat(Codecs.migrating(Codecs.compressed(Codecs.cbor(String.class)), unmarked)
                        .decode(unmarked.encode("x")))
                .isEqualTo("x");
    }

    @Test
    void migration_betweenBytesInEnvelopesAndText_readsBoth() {
        Codec<String> user = new Codec<>() {
            @Override
            public String name() {
                return "user";
            }

            @Override
            public byte[] encode(String value) {
                return value.getBytes(UTF_8);
            }

            @Override
            public String decode(byte[] bytes) {
                return new String(bytes, UTF_8);
            }
        };
        Codec<String> compressed = Codecs.compressed(user);
        Codec<String> migrating = Codecs.migrating(compressed, Codecs.json(String.class));
        assertThat(migrating.decode(compressed.encode("x"))).isEqualTo("x");
        assertThat(migrating.decode(Codecs.json(String.class).encode("x"))).isEqualTo("x");
        Codec<String> uncompressed = Codecs.compressed(user, SETTINGS);
        assertThatThrownBy(() -> Codecs.migrating(uncompressed, Codecs.json(String.class)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void versionOne_aroundCompression_readsWhatItWrites() {
        Codec<String> codec = Codecs.versioned(Codecs.compressed(Codecs.string()), 1);
        assertThat(codec.decode(codec.encode(LARGE.text()))).isEqualTo(LARGE.text());
        assertThat(codec.decode(codec.encode("small"))).isEqualTo("small");
        Codec<String> two = Codecs.versioned(Codecs.compressed(Codecs.string()), 2);
        assertRefused(two, codec.encode(LARGE.text())).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void compression_beginsAtTheThreshold_andNeverMakesAValueLonger() {
        Codec<String> codec = choose(String.class, DEFLATE);
        assertThat(codec.encode("x".repeat(99))).hasSize(99);
        assertThat(codec.encode("x".repeat(100))).hasSizeLessThan(100);
        Codec<String> always = choose(String.class, SETTINGS.withCompression(Compression.DEFLATE, 0));
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            byte[] text = Base64.getEncoder().encode(noise);
            byte[] encoded = always.encode(new String(text, UTF_8));
            assertThat(Arrays.equals(encoded, text) || encoded.length < text.length)
                    .as(new String(text, UTF_8))
                    .isTrue();
        }
    }

    /** As a writer leaves it who flushes before the end. */
    @Test
    void deflatedWithAnEmptyLastBlock_isRead() {
        Deflater deflater = new Deflater();
        deflater.setInput("value".getBytes(UTF_8));
        byte[] content = new byte[100];
        int length = deflater.deflate(content, 0, content.length, Deflater.SYNC_FLUSH);
        deflater.finish();
        length += deflater.deflate(content, length, content.length - length);
        deflater.end();
        byte[] bytes = Envelope.write(Envelope.Kind.DEFLATED, "value".length(), content, length);
        assertThat(choose(String.class, DEFLATE).decode(bytes)).isEqualTo("value");
    }
}
