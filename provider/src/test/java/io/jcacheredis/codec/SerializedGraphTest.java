package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serialized values that take for ever to hash, and honest ones that look a little like them. */
class SerializedGraphTest {

    private static final CodecSettings SETTINGS =
            CodecSettings.defaults(SerializedGraphTest.class.getClassLoader()).withAllow("io.jcacheredis.codec.*");

    /** As known since 2015: each set holds the next two, each of which holds the next two. */
    static byte[] nestedSets(int depth) {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> two = new HashSet<>();
        for (int i = 0; i < depth; i++) {
            Set<Object> nextOne = new HashSet<>();
            Set<Object> nextTwo = new HashSet<>();
            nextOne.add("foo");
            one.add(nextOne);
            one.add(nextTwo);
            two.add(nextOne);
            two.add(nextTwo);
            one = nextOne;
            two = nextTwo;
        }
        return bytes(root);
    }

    private static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void assertTooManySteps(byte[] bytes) {
        assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessage("the value has more than 100000000 steps of hashing, the limit set by limits.hash-steps")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.TOO_LARGE);
    }

    /** The head of a set or list whose elements are hashed when it is read, and how many times over they are. */
    private static List<Object> wide(int width, int depth) {
        List<Object> list = new ArrayList<>(Collections.nCopies(width, "a"));
        for (int i = 1; i < depth; i++) {
            list = new ArrayList<>(Collections.nCopies(width, list));
        }
        return list;
    }

    record Pair(Object left, Object right) implements Serializable {}

    /** Fills a box that was hashed while it was empty, as the real one would never be hashed. */
    private static byte[] filled(Object hashedBox, List<Object> box, Object content) {
        box.add(content);
        return bytes(hashedBox);
    }

    @SuppressWarnings("JdkObsolete") // The old ones are hashed, too.
    static Stream<Function<Object, Object>> hashTables() {
        return Stream.of(
                box -> new HashSet<>(Arrays.asList("a", box)),
                box -> new LinkedHashSet<>(List.of(box)),
                box -> new HashMap<>(Map.of(box, "v")),
                box -> new LinkedHashMap<>(Map.of(box, "v")),
                box -> new Hashtable<>(Map.of(box, "v")),
                box -> new ConcurrentHashMap<>(Map.of(box, "v")),
                Set::of,
                box -> Set.of("a", "b", box),
                box -> Map.of("k", "v", box, "w"),
                box -> Collections.unmodifiableSet(new HashSet<>(List.of(box))));
    }

    private static Object sharedPairs() {
        Object shared = new Pair(null, null);
        for (int i = 0; i < 100; i++) {
            shared = new Pair(shared, shared);
        }
        return shared;
    }

    @ParameterizedTest
    @MethodSource("hashTables")
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void elementsAndKeys_thatShareTheirParts_areRefusedBeforeTheyAreHashed(Function<Object, Object> table) {
        for (Object content : Arrays.asList(wide(1000, 4), wide(2, 100), new Object[] {sharedPairs()})) {
            List<Object> box = new ArrayList<>();
            assertTooManySteps(filled(table.apply(box), box, content));
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nestedSets_areRefusedBeforeTheyAreHashed() {
        assertTooManySteps(nestedSets(100));
        assertTooManySteps(nestedSets(30));
        CodecSettings none = SETTINGS.withLimit(Limit.HASH_STEPS, Integer.MAX_VALUE);
        assertThat(Codecs.java(Object.class, none).decode(nestedSets(10))).isInstanceOf(Set.class);
    }

    /** Nobody hashes them: values of maps, elements of lists, fields. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void sharedParts_thatAreNotHashed_areRead() {
        for (Object shared : Arrays.asList(wide(1000, 4), wide(2, 100), sharedPairs())) {
            Object value = new Object[] {
                shared,
                new HashMap<>(Map.of("a", shared)),
                Map.of("b", shared),
                List.of(shared),
                new Pair(shared, shared)
            };
            assertThat(Codecs.java(Object.class, SETTINGS).decode(bytes(value))).isInstanceOf(Object[].class);
        }
    }

    @Test
    void valueThatCouldNotBeRead_isRefusedOnWriting() {
        Object deep = "x";
        for (int i = 0; i < 600; i++) {
            deep = new Object[] {deep};
        }
        Object nested = deep;
        List<Object> box = new ArrayList<>();
        Set<Object> heavySet = new HashSet<>(List.of(box));
        box.add(wide(1000, 4));
        assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS).encode(nested))
                .isInstanceOf(CodecException.class)
                .hasMessage("the value has more than 500 levels of nesting, the limit set by limits.nesting");
        assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS).encode(heavySet))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("limits.hash-steps");
    }

    /** One heavy part that many sets hold: none of them is heavy by itself. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void heavyPart_thatIsHashedAgainAndAgain_isRefused() {
        List<Object> heavy = wide(1000, 2);
        List<Object> sets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            List<Object> box = new ArrayList<>();
            sets.add(new HashSet<>(List.of(box)));
            box.add(heavy);
        }
        assertTooManySteps(bytes(sets));
    }

    record Row(int id, String name, TimeUnit unit, Map<String, Object> country) implements Serializable {}

    @Test
    void honestValues_comeBack_howeverMuchTheyShare() {
        Map<String, Object> country = IntStream.range(0, 200)
                .boxed()
                .collect(Collectors.toMap(i -> "k" + i, i -> List.of(i, "v" + i), (a, b) -> a, LinkedHashMap::new));
        List<Row> rows = IntStream.range(0, 20_000)
                .mapToObj(i -> new Row(i, "name" + i, TimeUnit.DAYS, country))
                .toList();
        Map<String, Object> tree = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            tree = new HashMap<>(Map.of("child", tree, "leaf", i));
        }
        Set<Integer> numbers = IntStream.range(0, 500_000).boxed().collect(Collectors.toCollection(HashSet::new));
        Codec<Object> codec = Codecs.java(Object.class, SETTINGS);
        for (Object value : List.of(
                new ArrayList<>(rows),
                tree,
                numbers,
                Set.of(Set.of(Set.of(Set.of("a")))),
                new ConcurrentHashMap<>(Map.of(List.of(1, 2), Set.of(3))),
                new int[1_000_000],
                "x".repeat(100_000))) {
            assertThat(codec.decode(codec.encode(value)).equals(value) || value instanceof int[])
                    .isTrue();
        }
    }

    static final class Own implements Externalizable {
        private static final long serialVersionUID = 1L;
        int number;
        Object object = "";

        public Own() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(number);
            out.writeObject(object);
            out.write(new byte[2000]);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            number = in.readInt();
            object = in.readObject();
            in.readFully(new byte[2000]);
        }
    }

    @Test
    void everyKindOfContent_isUnderstood() {
        Own own = new Own();
        own.number = 5;
        own.object = List.of("a");
        Object[] cyclic = {"x", null};
        cyclic[1] = cyclic;
        Object value = Arrays.asList(
                own,
                own,
                EnumSet.allOf(TimeUnit.class),
                new char[][] {{'a'}, {}},
                new boolean[3],
                new double[2],
                new short[1],
                new float[] {1},
                String[].class,
                "x".repeat(70_000),
                JavaSerializationCodecTest.Level.LOW,
                cyclic);
        List<?> read = (List<?>) Codecs.java(Object.class, SETTINGS)
                .decode(Codecs.java(Object.class, SETTINGS).encode(value));
        assertThat(((Own) read.get(0)).number).isEqualTo(5);
        assertThat(read.get(0)).isSameAs(read.get(1));
        assertThat(((Object[]) read.get(11))[1]).isSameAs(read.get(11));
    }

    /** An array of that many classes, each described anew. */
    private static byte[] classes(int number, String name) {
        ByteBuffer bytes = ByteBuffer.allocate(100 + number * (19 + name.length()));
        bytes.putShort((short) 0xACED).putShort((short) 5).put(latin("ur\0\23[Ljava.lang.Object;"));
        bytes.putLong(0x90CE589F1073296CL).put(latin("\2\0\0xp")).putInt(number);
        for (int i = 0; i < number; i++) {
            bytes.put(latin("vr\0" + (char) name.length() + name + "\0\0\0\0\0\0\0\0\2\0\0xp"));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static AllowList allowed() {
        return new AllowList(Object.class, SETTINGS.allow());
    }

    @Test
    void classDescriptions_areFew() {
        AllowList allowed = new AllowList(Object.class, "");
        assertThatCode(() -> SerializedGraph.require(classes(9_999, "java.util.Date"), allowed, SETTINGS))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SerializedGraph.require(classes(10_000, "java.util.Date"), allowed, SETTINGS))
                .isInstanceOf(CodecException.class)
                .hasMessage("the value has more than 10000 class descriptions")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.TOO_LARGE);
    }

    /** Not even the rest of the bytes is looked at. */
    @Test
    void classesThatAreNotAllowed_areRefusedBeforeAnObjectIsMade() {
        AllowList allowed = new AllowList(Object.class, "");
        byte[] cut = Arrays.copyOf(classes(2, "com.acme.Gadget"), 80);
        assertThatThrownBy(() -> SerializedGraph.require(cut, allowed, SETTINGS))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("class com.acme.Gadget is not allowed");
        byte[] proxy = latin("\u00ac\u00ed\0\5s}\0\0\0\1\0\10com.Acme");
        assertThatThrownBy(() -> SerializedGraph.require(proxy, allowed, SETTINGS))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("class com.Acme is not allowed");
    }

    @Test
    void limits_ofDepthReferencesAndArrays_nameTheirSettings() {
        Object deep = "x";
        for (int i = 0; i < 20; i++) {
            deep = new Object[] {deep};
        }
        Object nested = deep;
        for (Limit limit : List.of(Limit.NESTING, Limit.REFERENCES, Limit.ARRAY_LENGTH, Limit.VALUE_BYTES)) {
            Object value = limit == Limit.NESTING
                    ? nested
                    : new Object[] {1, "2", 3L, "4", "5", 6d, "7", "8", "9", "10", "11"};
            byte[] bytes = bytes(value);
            assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS.withLimit(limit, 10))
                            .decode(bytes))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("more than 10 ")
                    .hasMessageContaining(limit.setting());
        }
        assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS.withLimit(Limit.VALUE_BYTES, 10))
                        .encode("x".repeat(20)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("limits.value-bytes");
    }

    @ParameterizedTest
    @MethodSource("exactSteps")
    void stepsOfHashing_areRefusedFromTheFirstThatIsTooMany(Object value, int steps) {
        assertThat(Codecs.java(Object.class, SETTINGS.withLimit(Limit.HASH_STEPS, steps))
                        .decode(bytes(value)))
                .isEqualTo(value);
        assertThatThrownBy(() -> SerializedGraph.require(
                        bytes(value), allowed(), SETTINGS.withLimit(Limit.HASH_STEPS, steps - 1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("limits.hash-steps");
    }

    static Stream<Arguments> exactSteps() {
        return Stream.of(
                Arguments.of(new HashSet<>(List.of("a", "b")), 2),
                Arguments.of(new HashSet<>(Arrays.asList("a", null)), 2),
                Arguments.of(new HashSet<>(List.of(String.class, TimeUnit.DAYS)), 3),
                Arguments.of(new HashMap<>(Map.of("a", List.of("b", "c"), "d", "e")), 2),
                Arguments.of(Map.of("a", List.of("b", "c"), "d", "e"), 2),
                Arguments.of(Set.of("a", "b", "c"), 3));
    }

    /** In full, and as a reference to the one of an object before. */
    @Test
    void descriptionsOfClasses_inThePlaceOfObjects_areRefused() {
        Object description = ObjectStreamClass.lookup(Long.class);
        for (Object[] value : List.of(new Object[] {description}, new Object[] {1L, description})) {
            assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS).decode(bytes(value)))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("the bytes are not a serialized object");
            assertThatThrownBy(() -> Codecs.java(Object.class, SETTINGS).encode(value))
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    void array_asLongAsTheLimit_isRead() {
        CodecSettings ten = SETTINGS.withLimit(Limit.ARRAY_LENGTH, 10);
        assertThat((int[]) Codecs.java(Object.class, ten).decode(bytes(new int[10])))
                .hasSize(10);
        assertThatThrownBy(() -> Codecs.java(Object.class, ten).decode(bytes(new int[11])))
                .hasMessageContaining("limits.array-length");
    }

    /** A list around an array hashes the elements that the array has got so far. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void arrayThatIsBeingRead_countsWithWhatItHasSoFar() {
        Object[] array = {wide(2, 100), null};
        List<Object> box = new ArrayList<>();
        array[1] = new HashSet<>(List.of(box));
        box.add(Arrays.asList(array));
        assertTooManySteps(bytes((Object) array));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "I", "[X"})
    void arrayOfNoType_isRefused(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_ARRAY);
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF(name);
        out.writeLong(1);
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        out.writeByte(ObjectStreamConstants.TC_NULL);
        out.writeInt(1);
        out.writeLong(0);
        assertThatThrownBy(
                        () -> SerializedGraph.require(bytes.toByteArray(), new AllowList(Object.class, "I"), SETTINGS))
                .isInstanceOf(CodecException.class)
                .hasMessage("the bytes are not a serialized object");
    }
}
