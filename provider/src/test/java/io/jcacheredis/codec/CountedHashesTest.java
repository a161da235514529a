package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonMerge;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements and keys with one hash code, and honest ones. */
@Timeout(60)
class CountedHashesTest {

    record P(int a, int b) {

        /** All of them have the hash code 0. */
        static P colliding(int i) {
            return new P(i, -31 * i);
        }
    }

    record Name(String text) {
        @JsonCreator
        Name {}

        @JsonValue
        @Override
        public String text() {
            return text;
        }
    }

    private static LocalDateTime collidingTime(int i) {
        LocalDate day = LocalDate.of(2000, 1, 1).plusDays(i);
        LocalDateTime time = day.atTime(LocalTime.ofNanoOfDay(day.hashCode()));
        assertThat(time.hashCode()).isZero();
        return time;
    }

    /** Strings of 14 pairs of letters, each of which has one hash code in two spellings. */
    private static String collidingText(int i) {
        return IntStream.range(0, 14)
                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    /** Lists that differ in their last two elements. */
    private static List<Integer> largeList(int i) {
        List<Integer> list = new ArrayList<>(Collections.nCopies(400, 1));
        list.add(i);
        list.add(-31 * i);
        return list;
    }

    private static String array(int from, int to, IntFunction<Object> element) {
        return IntStream.range(from, to)
                .mapToObj(i -> switch (String.valueOf(element.apply(i)).charAt(0)) {
                    case 'P' -> "{\"a\":" + ((P) element.apply(i)).a() + ",\"b\":" + ((P) element.apply(i)).b() + "}";
                    case '[' -> element.apply(i).toString();
                    default -> "\"" + element.apply(i) + "\"";
                })
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String object(int to, IntFunction<Object> key) {
        return IntStream.range(0, to)
                .mapToObj(i -> "\"" + key.apply(i) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private record Row(String what, TypeRef<?> type, String json) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static List<Row> colliding() {
        String sets = IntStream.range(0, 30)
                .mapToObj(i -> array(i * 1_000, i * 1_000 + 1_000, P::colliding))
                .collect(Collectors.joining(",", "[", "]"));
        return List.of(
                new Row("set of records", new TypeRef<Set<P>>() {}, array(0, 20_000, P::colliding)),
                new Row("hash set of records", new TypeRef<HashSet<P>>() {}, array(0, 20_000, P::colliding)),
                new Row("sets of a thousand", new TypeRef<List<Set<P>>>() {}, sets),
                new Row("set of anything", new TypeRef<Set<Object>>() {}, array(0, 20_000, i -> List.of(i, -31 * i))),
                new Row(
                        "set of large elements",
                        new TypeRef<Set<List<Object>>>() {},
                        array(0, 2_000, i -> largeList(i))),
                new Row(
                        "set of times",
                        new TypeRef<Set<LocalDateTime>>() {},
                        array(0, 20_000, CountedHashesTest::collidingTime)),
                new Row(
                        "map by times",
                        new TypeRef<Map<LocalDateTime, Integer>>() {},
                        object(20_000, CountedHashesTest::collidingTime)),
                new Row(
                        "map by names",
                        new TypeRef<Map<Name, Integer>>() {},
                        object(16_000, CountedHashesTest::collidingText)),
                new Row(
                        "map without order in its buckets",
                        new TypeRef<Hashtable<String, Integer>>() {},
                        object(16_000, CountedHashesTest::collidingText)),
                new Row(
                        "set that is there before",
                        new TypeRef<Merged>() {},
                        "{\"set\":" + array(0, 20_000, P::colliding) + "}"));
    }

    static class Merged {
        @JsonMerge
        public Set<P> set = new HashSet<>(Set.of(new P(7, 7)));

        @JsonMerge
        public Map<LocalDate, Map<LocalDate, Integer>> map =
                new HashMap<>(Map.of(LocalDate.EPOCH, new HashMap<>(Map.of(LocalDate.MAX, 5))));
    }

    @ParameterizedTest
    @MethodSource("colliding")
    void tooManyWithOneHashCode_areRefused(Row row) {
        byte[] json = row.json().getBytes(UTF_8);
        long start = System.nanoTime();
        assertThatThrownBy(() -> Codecs.json(row.type()).decode(json))
                .isInstanceOf(CodecException.class)
                .hasMessage("the value has sets or maps in which too many elements or keys share a hash code")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.TOO_LARGE);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(15);
    }

    /** A square of points, of which up to 300 share a hash code, and more that are all different. */
    @Test
    void honestElements_areRead_intoTheClassesThatJacksonChooses() {
        Set<P> square = new LinkedHashSet<>();
        for (int i = 0; i < 90_000; i++) {
            square.add(new P(i / 300, i % 300));
        }
        Codec<Set<P>> set = Codecs.json(new TypeRef<Set<P>>() {});
        assertThat(set.decode(set.encode(square))).isEqualTo(square);
        Set<LocalDateTime> times = IntStream.range(0, 100_000)
                .mapToObj(i -> LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(i))
                .collect(Collectors.toSet());
        Codec<Set<LocalDateTime>> cbor = Codecs.cbor(new TypeRef<Set<LocalDateTime>>() {});
        assertThat(cbor.decode(cbor.encode(times))).isEqualTo(times);
        Set<List<Double>> numbers =
                IntStream.range(0, 60_000).mapToObj(i -> List.of((double) i)).collect(Collectors.toSet());
        Codec<Set<List<Double>>> lists = Codecs.cbor(new TypeRef<Set<List<Double>>>() {});
        assertThat(lists.decode(lists.encode(numbers))).isEqualTo(numbers);
        Set<P> few = IntStream.range(0, 1_000).mapToObj(P::colliding).collect(Collectors.toSet());
        assertThat(set.decode(set.encode(few))).isEqualTo(few);
    }

    /** Another program may write an element more than once. */
    @Test
    void equalElements_areOne() {
        Codec<Set<P>> codec = Codecs.json(new TypeRef<Set<P>>() {});
        String json = array(0, 100_000, i -> new P(i % 100, 0));
        assertThat(codec.decode(json.getBytes(UTF_8))).hasSize(100);
        Codec<Map<LocalDate, String>> map = Codecs.json(new TypeRef<Map<LocalDate, String>>() {});
        assertThat(map.decode("{\"2026-01-01\":\"a\",\"+002026-01-01\":null}".getBytes(UTF_8)))
                .hasSize(1);
    }

    @SuppressWarnings("JdkObsolete") // a value may have it all the same
    private static List<Object> tables() {
        Map<LocalDate, Integer> map = new LinkedHashMap<>();
        Set<LocalDate> set = new LinkedHashSet<>();
        for (int i = 0; i < 200; i++) {
            map.put(LocalDate.EPOCH.plusDays(i), i);
            set.add(LocalDate.EPOCH.plusDays(i));
        }
        EnumMap<TimeUnit, Integer> enums = new EnumMap<>(Map.of(TimeUnit.DAYS, 1));
        return List.of(
                new Table(new TypeRef<Set<LocalDate>>() {}, set),
                new Table(new TypeRef<HashSet<LocalDate>>() {}, new HashSet<>(set)),
                new Table(new TypeRef<LinkedHashSet<LocalDate>>() {}, set),
                new Table(new TypeRef<TreeSet<LocalDate>>() {}, new TreeSet<>(set)),
                new Table(new TypeRef<EnumSet<TimeUnit>>() {}, EnumSet.of(TimeUnit.DAYS)),
                new Table(new TypeRef<Map<LocalDate, Integer>>() {}, map),
                new Table(new TypeRef<HashMap<LocalDate, Integer>>() {}, new HashMap<>(map)),
                new Table(new TypeRef<TreeMap<LocalDate, Integer>>() {}, new TreeMap<>(map)),
                new Table(new TypeRef<ConcurrentHashMap<LocalDate, Integer>>() {}, new ConcurrentHashMap<>(map)),
                new Table(new TypeRef<Hashtable<LocalDate, Integer>>() {}, new Hashtable<>(map)),
                new Table(new TypeRef<EnumMap<TimeUnit, Integer>>() {}, enums),
                new Table(new TypeRef<Own>() {}, new Own(set)));
    }

    private record Table(TypeRef<?> type, Object value) {}

    /** Made of an array as a whole. */
    static class Own extends HashSet<LocalDate> {
        private static final long serialVersionUID = 1L;

        @JsonCreator
        Own(@JsonProperty Set<LocalDate> days) {
            super(days);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    @SuppressWarnings("unchecked") // The value is of the codec's type.
    void tables_comeBackAsTheyAreDeclared(Table table) {
        Codec<Object> codec = Codecs.json((TypeRef<Object>) table.type());
        Object read = codec.decode(codec.encode(table.value()));
        assertThat(read).isEqualTo(table.value());
        assertThat(read.getClass().getEnclosingClass()).isNotEqualTo(CountedHashes.class);
    }

    @Test
    void whatIsThereBefore_isMergedWith() {
        String json = "{\"set\":[{\"a\":1,\"b\":1}],\"map\":{\"1970-01-01\":{\"1970-01-01\":6}}}";
        Merged merged = Codecs.json(Merged.class).decode(json.getBytes(UTF_8));
        assertThat(merged.set)
                .containsExactlyInAnyOrder(new P(7, 7), new P(1, 1))
                .isExactlyInstanceOf(HashSet.class);
        assertThat(merged.map)
                .isEqualTo(Map.of(LocalDate.EPOCH, Map.of(LocalDate.MAX, 5, LocalDate.EPOCH, 6)))
                .isExactlyInstanceOf(HashMap.class);
    }
}
