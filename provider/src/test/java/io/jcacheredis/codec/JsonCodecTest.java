package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

    private static final CodecSettings SETTINGS = CodecSettings.defaults(JsonCodecTest.class.getClassLoader());

    /** One component of every type that counts as proven. */
    record Everything(
            Boolean bool,
            Byte b,
            Short s,
            Integer i,
            Long l,
            Float f,
            Double d,
            Character c,
            String string,
            BigInteger bigInteger,
            BigDecimal bigDecimal,
            UUID uuid,
            URI uri,
            Currency currency,
            Instant instant,
            LocalDate localDate,
            LocalTime localTime,
            LocalDateTime localDateTime,
            OffsetTime offsetTime,
            OffsetDateTime offsetDateTime,
            ZonedDateTime zonedDateTime,
            ZoneOffset zoneOffset,
            ZoneId zone,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            Duration duration,
            Period period,
            Samples.Color color,
            DayOfWeek day,
            Month month) {

        static Everything with(Object value) {
            Object[] components = new Object[Everything.class.getRecordComponents().length];
            for (int i = 0; i < components.length; i++) {
                if (Everything.class.getRecordComponents()[i].getType().isInstance(value)) {
                    components[i] = value;
                }
            }
            return (Everything) RecordShape.of(Everything.class).create(components);
        }
    }

    record Primitives(boolean z, byte b, short s, int i, long l, float f, double d, char c) {}

    record Containers(
            List<String> list,
            Set<Double> set,
            Map<String, Integer> map,
            Map<Samples.Color, List<Set<Float>>> nested,
            Map<UUID, Instant> byId,
            Map<Long, Character> byNumber,
            Map<Boolean, ZonedDateTime> byBoolean) {}

    record Optionals(Optional<String> string, Optional<List<BigDecimal>> list, Optional<Primitives> rec) {}

    record Node(String name, Node next, List<Node> children) {}

    record Single(String only) {
        Single(int number) {
            this(Integer.toString(number));
        }

        static Single valueOf(String text) {
            return new Single("valueOf " + text);
        }

        public String getMore() {
            return only + only;
        }

        public boolean isLong() {
            return only.length() > 100;
        }
    }

    record OfSingles(Single single, Map<String, Single> singles) {}

    record Empty() {}

    /** Jackson's names for properties come from accessors: these look like getters. */
    record Names(String getName, boolean isOpen, String URL, String aB, int _x, String get, String is) {}

    private static <V> Codec<V> json(Class<V> type) {
        CodecChoice<V> choice = ValueCodecs.choose(type, SETTINGS);
        assertThat(choice.codec().name()).as(choice.reason()).isEqualTo("json");
        return choice.codec();
    }

    private static <V> void assertRoundTrip(Class<V> type, V value) {
        Codec<V> codec = json(type);
        byte[] bytes = codec.encode(value);
        assertThat(codec.decode(bytes)).as(new String(bytes, UTF_8)).isEqualTo(value);
    }

    @Test
    void everyScalar_whetherSetOrNull_comesBackEqual() {
        Codec<Everything> codec = json(Everything.class);
        List<Object> samples = new ArrayList<>(Samples.scalars());
        samples.addAll(List.of("", "a\"b\\\u0000\u2028\ud83d\ude00", ZoneId.of("UTC"), ZoneId.of("UTC+1")));
        for (Object sample : samples) {
            Everything value = Everything.with(sample);
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void randomPrimitives_comeBackEqual() {
        Random random = new Random(1);
        Codec<Primitives> codec = json(Primitives.class);
        for (int i = 0; i < 100_000; i++) {
            Primitives value = new Primitives(
                    random.nextBoolean(),
                    (byte) random.nextInt(),
                    (short) random.nextInt(),
                    random.nextInt(),
                    random.nextLong(),
                    Float.intBitsToFloat(random.nextInt()),
                    Double.longBitsToDouble(random.nextLong()),
                    (char) random.nextInt(0x10000));
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void containersAndOptionals_comeBackEqual() {
        assertRoundTrip(Primitives.class, new Primitives(false, (byte) 0, (short) 0, 0, 0, -0f, -0d, '\0'));
        assertRoundTrip(
                Containers.class,
                new Containers(
                        Arrays.asList("a", null, ""),
                        new TreeSet<>(Set.of(Double.NaN, -0d, 0d)),
                        new HashMap<>(Collections.singletonMap("", null)),
                        Map.of(Samples.Color.GREEN, List.of(Set.of(1f, Float.NaN))),
                        Map.of(new UUID(1, 2), Instant.MAX),
                        Map.of(-1L, 'x'),
                        Map.of(true, ZonedDateTime.now(ZoneId.of("UTC")))));
        assertRoundTrip(Containers.class, new Containers(null, null, null, null, null, null, null));
        assertRoundTrip(Optionals.class, new Optionals(Optional.empty(), Optional.empty(), Optional.empty()));
        assertRoundTrip(
                Optionals.class,
                new Optionals(
                        Optional.of(""),
                        Optional.of(List.of(new BigDecimal("1.00"))),
                        Optional.of(new Primitives(true, (byte) 1, (short) 1, 1, 1, 1, 1, 'c'))));
    }

    @Test
    void records_ofUnusualShape_comeBackEqual() {
        assertRoundTrip(Empty.class, new Empty());
        assertRoundTrip(Single.class, new Single("a"));
        assertRoundTrip(Single.class, new Single(null));
        assertRoundTrip(OfSingles.class, new OfSingles(new Single("x"), Map.of("k", new Single("y"))));
        assertRoundTrip(Names.class, new Names("a", true, "b", "c", 1, "d", "e"));
        assertRoundTrip(Names.class, new Names(null, false, null, null, 0, null, null));
        assertRoundTrip(Node.class, new Node("a", new Node("b", null, List.of()), List.of(new Node("c", null, null))));
    }

    @Test
    void onlyComponents_areWritten() {
        assertThat(json(Single.class).encode(new Single("a"))).asString(UTF_8).isEqualTo("{\"only\":\"a\"}");
    }

    @Test
    void randomTimes_comeBackEqual() {
        record Times(Instant instant, ZonedDateTime zoned, OffsetDateTime offset, Duration duration) {}
        Codec<Times> codec = json(Times.class);
        Random random = new Random(2);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < 20_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40), random.nextInt(1_000_000_000));
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Times value = new Times(
                    instant,
                    instant.atZone(zone),
                    instant.atZone(zone).toOffsetDateTime(),
                    Duration.ofSeconds(random.nextLong(), random.nextInt()));
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void nullOptional_whichWouldComeBackEmpty_isRefused() {
        assertThatThrownBy(() -> json(Optionals.class).encode(new Optionals(Optional.empty(), null, Optional.empty())))
                .isInstanceOf(CodecException.class)
                .hasMessage("the Optional list is null and would come back as empty; use Optional.empty()");
    }

    @Test
    void unpairedSurrogates_comeBackEqual() {
        Codec<Single> codec = json(Single.class);
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(i % 100 == 0 ? 10_000 : 20);
            while (text.length() < length) {
                text.append((char) (random.nextInt(3) == 0 ? 0xD800 + random.nextInt(0x800) : random.nextInt(0x10000)));
            }
            Single value = new Single(text.toString());
            assertThat(codec.decode(codec.encode(value)).equals(value)).isTrue();
        }
    }

    /** Jackson writes such a name, escaped, and then can't read it. */
    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"})
    void unpairedSurrogate_inAMapKey_isRefused(String key) {
        OfSingles value = new OfSingles(null, Map.of(key, new Single("a")));
        assertThatThrownBy(() -> json(OfSingles.class).encode(value))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("unpaired surrogate");
    }

    @Test
    void nullMapKey_isRefused() {
        Map<String, Single> map = new HashMap<>();
        map.put(null, new Single("a"));
        assertThatThrownBy(() -> json(OfSingles.class).encode(new OfSingles(null, map)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void unknownProperty_ofANewerClass_isIgnored() {
        assertThat(decode(Single.class, "{\"only\":\"a\",\"added\":{\"x\":[1,2]}}"))
                .isEqualTo(new Single("a"));
    }

    @Test
    void missingProperty_ofAnOlderClass_cannotBeDecoded() {
        assertThatThrownBy(() -> decode(Single.class, "{}")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(Optionals.class, "{\"string\":null,\"list\":null}"))
                .isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "[]",
                "\"a\"",
                "{",
                "{\"x\":1,\"y\":2",
                "{\"x\":1,\"y\":2}}",
                "{\"x\":1,\"y\":2} 3",
                "{\"x\":1,\"x\":1,\"y\":2}",
                "{\"x\":1,\"y\":2,\"z\":1,\"z\":1}",
                "{\"x\":1,\"y\":null}",
                "{\"x\":1,\"y\":\"2\"}",
                "{\"x\":1,\"y\":2.0}",
                "{\"x\":1,\"y\":2147483648}",
                "{\"x\":1,\"y\":true}",
                "{\"x\":1,\"y\":[2]}",
                "{'x':1,'y':2}",
                "{x:1,y:2}",
                "{\"x\":1,\"y\":02}",
                "{\"x\":1,/**/\"y\":2}",
            })
    void malformedJson_isRefused(String json) {
        record Point(int x, int y) {}
        assertThatThrownBy(() -> decode(Point.class, json)).isInstanceOf(CodecException.class);
    }

    @Test
    void hostileSizes_areRefused() {
        record Numbers(BigInteger i, BigDecimal d, Double f) {}
        String digits = "9".repeat(1_000_000);
        assertThatThrownBy(() -> decode(Numbers.class, "{\"i\":" + digits + ",\"d\":1,\"f\":1}"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(Numbers.class, "{\"i\":1e1000000000,\"d\":1,\"f\":1}"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(Numbers.class, "{\"i\":1,\"d\":\"" + digits + "\",\"f\":1}"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(Single.class, "{\"only\":" + "[".repeat(10_000)))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(Single.class, "{\"other\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void valueNestedTooDeeplyToBeRead_isRefusedOnWriting() {
        Node node = null;
        for (int i = 0; i < 10_000; i++) {
            node = new Node("a", node, null);
        }
        Node deep = node;
        assertThatThrownBy(() -> json(Node.class).encode(deep)).isInstanceOf(CodecException.class);
    }

    @Test
    void deepestValueThatIsWritten_canBeRead() {
        Codec<Node> codec = json(Node.class);
        Node node = new Node("a", null, null);
        int depth = 1;
        try {
            while (depth < 10_000) {
                codec.encode(node);
                node = new Node("a", node, null);
                depth++;
            }
        } catch (CodecException e) {
            node = node.next();
        }
        assertThat(codec.decode(codec.encode(node))).isEqualTo(node);
        assertThat(depth).isBetween(100, 1000);
    }

    @Test
    void randomBytesAndTruncations_areRefusedOrEqual() {
        Codec<OfSingles> codec = json(OfSingles.class);
        byte[] valid = codec.encode(new OfSingles(new Single("x"), Map.of("k", new Single("y"))));
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(valid, random.nextInt(valid.length) + 1);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                assertThat(codec.decode(bytes)).isInstanceOf(OfSingles.class);
            } catch (CodecException expected) {
                assertThat(expected).hasMessageContaining("OfSingles");
            }
        }
        for (int length = 0; length < valid.length; length++) {
            byte[] cut = Arrays.copyOf(valid, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void message_neverQuotesTheValue() {
        assertThatThrownBy(() -> decode(Primitives.class, "{\"i\":\"hunter2\"}"))
                .isInstanceOf(CodecException.class)
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hunter2"));
    }

    @Test
    void userCodeThatThrows_isTheCause() {
        assertThatThrownBy(() -> decode(Positive.class, "{\"value\":-1}"))
                .isInstanceOf(CodecException.class)
                .hasRootCauseMessage("negative");
    }

    record Positive(int value) {
        Positive {
            if (value < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    static class Animal {
        public String name = "";

        @Override
        public boolean equals(Object o) {
            return o instanceof Animal other && other.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static class Dog extends Animal {
        public int legs = 4;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class Open {
        public int a = 1;
    }

    static class Gadget extends Open {
        static {
            Tripwire.loaded.add("Gadget");
        }
    }

    static final class Tripwire {
        static final List<String> loaded = new ArrayList<>();

        private Tripwire() {}
    }

    @Test
    void configuredJson_ofABean_refusesItsSubclasses() {
        Codec<Animal> codec = Codecs.json(Animal.class);
        Animal animal = new Animal();
        animal.name = "x";
        assertThat(codec.decode(codec.encode(animal))).isEqualTo(animal);
        assertThatThrownBy(() -> codec.encode(new Dog()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(Dog.class.getName());
    }

    @Test
    void configuredJson_ofATypeThatReadsClassNames_readsAllowedOnesOnly() {
        String json = "{\"@class\":\"" + Gadget.class.getName() + "\",\"a\":2}";
        assertThatThrownBy(() -> Codecs.json(Open.class).decode(json.getBytes(UTF_8)))
                .isInstanceOf(CodecException.class);
        assertThat(Tripwire.loaded).isEmpty();

        CodecSettings settings = SETTINGS.withFormat(ValueFormat.JSON).withAllow(Gadget.class.getName());
        assertThat(ValueCodecs.choose(Open.class, settings).codec().decode(json.getBytes(UTF_8)))
                .isInstanceOf(Gadget.class);
    }

    @Test
    void configuredJson_ofAnUntypedCache_isRefused() {
        assertThatThrownBy(() -> Codecs.json(Object.class)).isInstanceOf(CodecException.class);
    }

    private static <V> V decode(Class<V> type, String json) {
        return json(type).decode(json.getBytes(UTF_8));
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
