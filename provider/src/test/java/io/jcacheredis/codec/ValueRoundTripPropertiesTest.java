package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.codec.CodecException.Reason;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Values come back equal through every format and option, and are read by all that docs/data-layout.md says can. */
class ValueRoundTripPropertiesTest {

    record Numbers(
            boolean flag,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            char c,
            Integer boxed,
            Double real,
            BigInteger whole,
            BigDecimal exact)
            implements Serializable {}

    record Times(
            Instant instant,
            LocalDate day,
            LocalTime time,
            LocalDateTime local,
            OffsetTime offsetTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            ZoneId zone,
            ZoneOffset zoneOffset,
            Duration duration,
            Period period,
            Year year,
            YearMonth month,
            MonthDay monthDay)
            implements Serializable {}

    record Named<T>(String name, T content, List<T> more) implements Serializable {}

    record Tree(
            Named<Numbers> numbers,
            List<Named<Named<String>>> names,
            Map<String, Named<UUID>> byName,
            Map<Samples.Color, Set<Integer>> byColor,
            Map<Long, List<Times>> byNumber,
            Map<UUID, URI> byId,
            Set<List<Currency>> sets,
            Map<Boolean, Map<Byte, String>> deep)
            implements Serializable {}

    /** Java serialization has no Optional. */
    record Maybe(Optional<String> text, Optional<Named<Instant>> named, Optional<List<BigDecimal>> list) {}

    private static final CodecSettings SETTINGS =
            CodecSettings.defaults(ValueRoundTripPropertiesTest.class.getClassLoader());
    private static final List<Class<?>> RECORDS = List.of(Numbers.class, Times.class, Tree.class, Maybe.class);
    private static final Set<ValueFormat> TEXTS = EnumSet.of(ValueFormat.JSON, ValueFormat.STRING, ValueFormat.TEXT);

    private static int written;
    private static int refused;
    private static int readByOthers;
    private static int damagedButRead;
    private static int damagedAndRefused;

    /** A value and how it is written. */
    record Sample(Class<?> type, ValueFormat format, Object value) {

        /** The codec for it with these options; of another format with {@code from}. */
        @SuppressWarnings("unchecked") // The value is of the type.
        Codec<Object> codec(CodecSettings options) {
            return (Codec<Object>)
                    ValueCodecs.choose(type, options.withFormat(format)).codec();
        }
    }

    /** What a cache may ask for beyond a format. The threshold is relative to the length of the value. */
    record Options(Compression compression, int threshold, int version) {

        CodecSettings settings(int length) {
            int bytes = (int) Math.max(0, Math.min(Integer.MAX_VALUE, (long) length + threshold));
            return SETTINGS.withCompression(compression, bytes).withSchemaVersion(version);
        }

        boolean compresses() {
            return compression != Compression.NONE;
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Class<?>> types = Arbitraries.oneOf(
                Arbitraries.of(RECORDS),
                Arbitraries.of(ValueArbitraries.scalarTypes()),
                Arbitraries.of(List.of(String.class, byte[].class)));
        return types.flatMap(type -> Combinators.combine(Arbitraries.of(formats(type)), ValueArbitraries.of(type))
                .as((format, value) -> new Sample(type, format, value)));
    }

    private static Set<ValueFormat> formats(Class<?> type) {
        Set<ValueFormat> formats = EnumSet.of(ValueFormat.AUTO, ValueFormat.JSON, ValueFormat.CBOR, ValueFormat.JAVA);
        if (type == String.class) {
            formats.add(ValueFormat.STRING);
        } else if (type == byte[].class) {
            formats.add(ValueFormat.BYTES);
        } else if (!type.isRecord()) {
            formats.add(ValueFormat.TEXT);
        }
        return formats;
    }

    @Provide
    Arbitrary<Options> options() {
        return Combinators.combine(
                        Arbitraries.of(Compression.class),
                        Arbitraries.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE),
                        Arbitraries.of(1, 1, 2, Integer.MAX_VALUE))
                .as(Options::new);
    }

    private static byte[] encode(Codec<Object> codec, Object value) {
        try {
            return codec.encode(value);
        } catch (CodecException e) {
            return null;
        }
    }

    private static void requireReads(Codec<Object> reader, byte[] bytes, Sample sample) {
        assertThat(ValueArbitraries.same(reader.decode(bytes), sample.value()))
                .as(() ->
                        "%s comes back as %s from %s".formatted(sample, reader.decode(bytes), new String(bytes, UTF_8)))
                .isTrue();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void value_comesBackEqual_whateverTheOptions(@ForAll("samples") Sample sample, @ForAll("options") Options options) {
        byte[] plain = encode(sample.codec(SETTINGS), sample.value());
        int length = plain == null ? 0 : plain.length;
        Codec<Object> codec = sample.codec(options.settings(length));
        byte[] bytes = encode(codec, sample.value());

        assertThat(bytes == null).isEqualTo(plain == null);
        written += plain == null ? 0 : 1;
        refused += plain == null ? 1 : 0;
        if (bytes != null) {
            requireReads(codec, bytes, sample);
            requireReads(sample.codec(SETTINGS), plain, sample);
            requireTheLimitIsHeld(sample, options, length, bytes);
        }
    }

    /** A limit as long as the value lets it pass, and one that is a byte shorter does not, both ways. */
    private static void requireTheLimitIsHeld(Sample sample, Options options, int length, byte[] bytes) {
        CodecSettings settings = options.settings(length);
        requireReads(sample.codec(settings.withLimit(Limit.VALUE_BYTES, Math.max(1, length))), bytes, sample);
        if (length > 1) {
            Codec<Object> tight = sample.codec(settings.withLimit(Limit.VALUE_BYTES, length - 1));
            assertThat(encode(tight, sample.value())).isNull();
            assertThat(refusal(tight, bytes)).isEqualTo(Reason.TOO_LARGE);
        }
    }

    private static Reason refusal(Codec<Object> codec, byte[] bytes) {
        try {
            codec.decode(bytes);
            return null;
        } catch (CodecException e) {
            return e.reason();
        }
    }

    /** The table of changes in docs/data-layout.md, for two caches of one format. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void value_isReadByOtherOptions_asTheTableOfChangesSays(
            @ForAll("samples") Sample sample, @ForAll("options") Options old, @ForAll("options") Options now) {
        byte[] plain = encode(sample.codec(SETTINGS), sample.value());
        if (plain == null) {
            return;
        }
        byte[] bytes = sample.codec(old.settings(plain.length)).encode(sample.value());
        Codec<Object> reader = sample.codec(now.settings(plain.length));
        String format = sample.codec(SETTINGS).name();
        boolean raw = bytes.length == plain.length + (old.version() > 1 ? Envelope.HEADER : 0);
        boolean unmarked = old.version() > 1 && now.version() == 1;
        if (format.equals("bytes") && (old.compresses() != now.compresses() || unmarked)) {
            return; // "another cache name", as the envelope may be taken for the value
        }
        if (old.version() != now.version()) {
            assertThat(refusal(reader, bytes)).isIn(Reason.OTHER_VERSION, Reason.UNREADABLE);
        } else if (Set.of("json", "cbor", "java", "bytes").contains(format) || now.compresses() || raw) {
            requireReads(reader, bytes, sample);
            readByOthers++;
        } else if (!sample.codec(SETTINGS).canonical()) {
            requireReads(reader, bytes, sample); // a double, which more may spell
        } else {
            assertThat(refusal(reader, bytes)).isEqualTo(Reason.UNREADABLE);
        }
    }

    /** A cache that writes another format and has {@code migrate-from} reads both, packed or not. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void value_isReadAfterAChangeOfCodec_withMigrateFrom(
            @ForAll("samples") Sample former, @ForAll("options") Options old, @ForAll("options") Options now) {
        ValueFormat from = former.format() == ValueFormat.AUTO ? ValueFormat.JAVA : former.format();
        Sample sample = new Sample(former.type(), from, former.value());
        byte[] plain = encode(sample.codec(SETTINGS), sample.value());
        if (plain == null || from == ValueFormat.BYTES) {
            return;
        }
        byte[] bytes =
                sample.codec(old.settings(plain.length).withSchemaVersion(1)).encode(sample.value());
        for (ValueFormat to : formats(sample.type())) {
            boolean told = now.version() > 1 || !(TEXTS.contains(from) && TEXTS.contains(to));
            if (to == ValueFormat.AUTO || to == ValueFormat.BYTES || to == from || !told) {
                continue;
            }
            Sample target = new Sample(sample.type(), to, sample.value());
            Codec<Object> reader = target.codec(now.settings(plain.length).withMigrateFrom(from));
            boolean packed = bytes.length != plain.length;
            if (!packed || now.compresses() || !reader.canonical()) {
                requireReads(reader, bytes, sample);
                readByOthers++;
            }
            byte[] ownBytes = encode(reader, target.value());
            if (ownBytes != null) {
                requireReads(reader, ownBytes, target);
            }
        }
    }

    private static final TypeRef<List<Named<Map<Samples.Color, Optional<Numbers>>>>> GENERIC = new TypeRef<>() {};

    @Provide
    Arbitrary<Object> generics() {
        return ValueArbitraries.of(GENERIC.type());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @SuppressWarnings("unchecked") // The arbitrary is of the type.
    void value_ofAGenericType_comesBackEqual_fromComposedCodecs(@ForAll("generics") Object generic) {
        var value = (List<Named<Map<Samples.Color, Optional<Numbers>>>>) generic;
        for (var codec : List.of(Codecs.json(GENERIC), Codecs.cbor(GENERIC))) {
            var composed = Codecs.compressed(Codecs.versioned(codec, 2));
            try {
                byte[] bytes = composed.encode(value);
                assertThat(composed.decode(bytes)).isEqualTo(value);
                assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
                written++;
            } catch (CodecException e) {
                assertThat(e.reason()).isNotEqualTo(Reason.UNREADABLE);
                refused++;
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void damagedBytes_areReadOrRefused(
            @ForAll("samples") Sample sample, @ForAll("options") Options options, @ForAll long seed) {
        byte[] plain = encode(sample.codec(SETTINGS), sample.value());
        if (plain == null) {
            return;
        }
        Codec<Object> codec = sample.codec(options.settings(plain.length));
        byte[] bytes = codec.encode(sample.value());
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = damage(bytes, random);
            Object read = readOrRefuse(codec, damaged);
            if (read != null && codec.canonical() && !Arrays.equals(bytes, damaged)) {
                assertThat(ValueArbitraries.same(read, sample.value()))
                        .as("two ways to write %s, which is called canonical", sample)
                        .isFalse();
            }
        }
    }

    private static Object readOrRefuse(Codec<Object> codec, byte[] bytes) {
        try {
            Object read = codec.decode(bytes);
            damagedButRead++;
            return read;
        } catch (CodecException e) {
            assertThat(e.getMessage()).isNotEmpty();
            damagedAndRefused++;
            return null;
        }
    }

    private static byte[] damage(byte[] bytes, Random random) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        byte[] damaged = bytes.clone();
        switch (bytes.length == 0 ? 0 : random.nextInt(5)) {
            case 0 -> damaged = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
            case 1 -> damaged = Arrays.copyOf(bytes, at);
            case 2 -> damaged[at] = (byte) random.nextInt(256);
            case 3 -> System.arraycopy(bytes, 0, damaged, at, bytes.length - at);
            default -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    /** Says something only if most values can be written, and both ends of a damage occur. */
    @AfterProperty
    void triedWhatItIsFor() {
        assertThat(refused).isLessThanOrEqualTo(written / 2);
        assertThat(written + readByOthers + damagedButRead).isPositive();
        assertThat(damagedButRead > 0).isEqualTo(damagedAndRefused > 0);
    }
}
