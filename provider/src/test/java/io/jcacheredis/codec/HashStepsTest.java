package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hashing would cost in values that hold themselves, hide what is hashed, or are heavy by themselves. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("JdkObsolete") // The old collections are read, too.
class HashStepsTest {

    private static final Codec<Object> CODEC = Codecs.java(
            Object.class,
            CodecSettings.defaults(HashStepsTest.class.getClassLoader()).withAllow("io.jcacheredis.codec.*"));

    /** A list that takes 2 to the power of the depth to hash. */
    private static List<Object> heavy(int depth) {
        List<Object> list = new ArrayList<>(List.of("x"));
        for (int i = 0; i < depth; i++) {
            list = new ArrayList<>(Arrays.asList(list, list));
        }
        return list;
    }

    private static void assertTooManySteps(byte[] bytes) {
        assertThatThrownBy(() -> CODEC.decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("limits.hash-steps");
    }

    private static byte[] bytes(Object... values) throws Exception {
        return JavaSerializationCodecTest.bytesOf(values);
    }

    private static byte[] replace(byte[] in, byte[] from, byte[] to) {
        String text = new String(in, StandardCharsets.ISO_8859_1);
        String before = new String(from, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(before);
        return text.replace(before, new String(to, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void objectThatIsBeingRead_countsWithWhatItHasSoFar() throws Exception {
        List<Object> root = new LinkedList<>();
        Set<Object> set = new HashSet<>();
        set.add(root);
        root.add(heavy(100));
        root.add(set);
        assertTooManySteps(bytes(root));
    }

    /** A part that was read early holds all of the whole when it is hashed late. */
    @Test
    void objectThatWasBeingRead_countsWithWhatItHasGotSince() throws Exception {
        List<Object> part = new ArrayList<>();
        Map<Object, Object> whole = new LinkedHashMap<>();
        Set<Object> set = new HashSet<>();
        set.add(part);
        part.add(whole);
        whole.put("part", new Object[] {part});
        whole.put("heavy", heavy(100));
        whole.put("set", set);
        assertTooManySteps(bytes(whole));

        List<Object> ofEntry = new ArrayList<>();
        Set<Object> late = new HashSet<>();
        late.add(ofEntry);
        Object entry = new SimpleEntry<>(new Object[] {ofEntry}, heavy(100));
        ofEntry.add(entry);
        assertTooManySteps(bytes((Object) new Object[] {entry, late}));
    }

    /** Hashing it ends in a stack overflow, but after thousands of rounds, each of which takes the heavy part again. */
    @Test
    void circleBesideAHeavyPart_countsForManyRounds() throws Exception {
        for (boolean complete : new boolean[] {true, false}) {
            List<Object> part = new ArrayList<>(List.of("part"));
            List<Object> circle = new ArrayList<>(List.of("circle"));
            Set<Object> whole = new LinkedHashSet<>(List.of(part, circle));
            Set<Object> set = new LinkedHashSet<>();
            if (complete) {
                set.add(whole);
            } else {
                List<Object> late = new ArrayList<>(List.of("late"));
                whole.add(late);
                late.add(circle);
            }
            part.add(heavy(14));
            circle.add(whole);
            assertTooManySteps(bytes(complete ? set : whole));
        }
    }

    /** Each holds the one around it twice, which is read on after it. */
    @Test
    void chainOfObjectsThatWereBeingRead_countsAsItMultiplies() throws Exception {
        for (boolean hashedInside : new boolean[] {true, false}) {
            List<Object> root = new LinkedList<>(List.of("x"));
            List<Object> last = root;
            for (int i = 0; i < 60; i++) {
                List<Object> next = new LinkedList<>(Arrays.asList(last, last));
                last.add(new Object[] {next});
                last = next;
            }
            Set<Object> set = new HashSet<>();
            List<Object> box = new ArrayList<>();
            set.add(box);
            box.add(last);
            Object value = root;
            if (hashedInside) {
                last.add(set);
            } else {
                value = new Object[] {root, set};
            }
            assertTooManySteps(bytes(value));
        }
    }

    @Test
    void immutableSet_withMoreFieldsThanItHas_isNotTakenForAList() throws Exception {
        List<Object> list = new ArrayList<>();
        Object set = Set.of(list, "b", "c");
        list.add(heavy(100));
        byte[] bytes = bytes(set);
        assertTooManySteps(bytes);
        byte[] twoFields = replace(bytes, ascii("\0\1I\0\3tag"), ascii("\0\2I\0\3aaaI\0\3tag"));
        byte[] posing = replace(twoFields, new byte[] {0x78, 0x70, 0, 0, 0, 2, 0x77}, new byte[] {
            0x78, 0x70, 0, 0, 0, 1, 0, 0, 0, 2, 0x77
        });
        byte[] renamed = replace(bytes, ascii("I\0\3tag"), ascii("I\0\3tug"));
        for (byte[] refused : List.of(posing, renamed)) {
            assertThatThrownBy(() -> CODEC.decode(refused))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("the bytes are not a serialized object");
        }
    }

    @Test
    void keyOfSpring_whichHashesItsPartsAsItIsRead_counts() throws Exception {
        List<Object> list = new ArrayList<>();
        Object key = FrameworkKeyTest.simpleKey(list);
        list.add(heavy(100));
        assertTooManySteps(bytes(key));
    }

    @Test
    void rowsOfFrameworks_areMarkedIfTheyHashTheirParts() throws Exception {
        assertThat(FrameworkTypes.hashesItsParts("org.springframework.cache.interceptor.SimpleKey"))
                .isTrue();
        assertThat(FrameworkTypes.hashesItsParts("org.hibernate.cache.spi.QueryKey"))
                .isTrue();
        assertThat(FrameworkTypes.hashesItsParts("org.hibernate.cache.spi.entry.StandardCacheEntryImpl"))
                .isFalse();
    }

    @Test
    void copies_countAsManyTimesAsTheyAre() throws Exception {
        Object copies = "x";
        for (int i = 0; i < 6; i++) {
            copies = Collections.nCopies(1000, copies);
        }
        List<Object> box = new ArrayList<>();
        Set<Object> set = new HashSet<>();
        set.add(box);
        box.add(copies);
        assertTooManySteps(bytes(set));
        // The room that copies ask for is bounded by the bytes of the value, too.
        Object notHashed = new Object[] {copies, new byte[2000]};
        assertThat(CODEC.decode(CODEC.encode(notHashed))).isInstanceOf(Object[].class);
        Set<Object> honest = new HashSet<>(List.of(Collections.nCopies(100, "x"), Collections.nCopies(0, "x")));
        assertThat(CODEC.decode(CODEC.encode(honest))).isEqualTo(honest);
    }

    /** What could not be read is not written; each list by itself would do. */
    @Test
    void moreCopiesThanThereIsRoomFor_areRefusedAlsoOnWriting() {
        Object value = List.of(Collections.nCopies(40_000, "x"), Collections.nCopies(40_000, "y"));
        assertThatThrownBy(() -> CODEC.encode(value))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nCopies")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.TOO_LARGE);
        assertThatThrownBy(() -> CODEC.decode(bytes(value)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nCopies");
        List<Object> most = List.of(Collections.nCopies(60_000, "x"), Collections.nCopies(5_536, "y"));
        assertThat(CODEC.decode(CODEC.encode(most))).isEqualTo(most);
    }

    /** The JDK throws an InternalError. */
    @Test
    void mapOfHalfAnEntry_isRefused() throws Exception {
        byte[] half =
                replace(bytes(Map.of("a", "b")), new byte[] {0x77, 4, 0, 0, 0, 2}, new byte[] {0x77, 4, 0, 0, 0, 1});
        assertThatThrownBy(() -> CODEC.decode(half))
                .isInstanceOf(CodecException.class)
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.UNREADABLE);
    }

    @Test
    void longNumbersAndBitSets_countByTheirLength() throws Exception {
        BitSet bits = new BitSet();
        bits.set(8_000_000);
        for (Object large : List.of(BigInteger.ONE.shiftLeft(8_000_000), bits)) {
            Set<Object> set = new HashSet<>();
            List<List<Object>> lists = new ArrayList<>();
            for (int n = 0; n < 4_000; n++) {
                List<Object> list = new ArrayList<>(List.of(n));
                lists.add(list);
                set.add(list);
            }
            lists.forEach(list -> list.add(large));
            assertTooManySteps(bytes(set));
        }
    }

    /** The room that a list asks for need not be filled; lists in lists hold theirs at the same time. */
    @Test
    void roomOfNestedLists_isBoundedForAllOfThemTogether() throws Exception {
        List<Object> nested = new ArrayList<>(List.of("x"));
        for (int n = 0; n < 20; n++) {
            nested = new ArrayList<>(List.<Object>of(nested));
        }
        byte[] honest = bytes((Object) new Object[] {new byte[60_000], nested});
        assertThat(CODEC.decode(honest)).isInstanceOf(Object[].class);
        int room = honest.length;
        byte[] greedy = replace(
                honest,
                new byte[] {0, 0, 0, 1, 0x77, 4, 0, 0, 0, 1},
                ByteBuffer.allocate(10)
                        .putInt(room)
                        .put((byte) 0x77)
                        .put((byte) 4)
                        .putInt(room)
                        .array());
        assertThatThrownBy(() -> CODEC.decode(greedy))
                .isInstanceOf(CodecException.class)
                .hasStackTraceContaining("filter status: REJECTED");
    }

    // Honest values that look a little like them

    static final class Employee implements Serializable {
        private static final long serialVersionUID = 1L;
        final int id;
        final Department department;

        Employee(int id, Department department) {
            this.id = id;
            this.department = department;
        }

        @Override
        public int hashCode() {
            return id;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Employee other && other.id == id;
        }
    }

    static final class Department implements Serializable {
        private static final long serialVersionUID = 1L;
        final List<Object> archive = new ArrayList<>();
        final Set<Employee> employees = new HashSet<>();
        final Map<Employee, String> roles = new HashMap<>();
        final Department self = this;
    }

    private static Department department(int employees) {
        Department department = new Department();
        IntStream.range(0, employees).forEach(i -> {
            Employee employee = new Employee(i, department);
            department.archive.add(List.of(i, "an archived thing"));
            department.employees.add(employee);
            department.roles.put(employee, "role");
        });
        return department;
    }

    @Test
    void parentsAndChildren_inSetsAndAsKeys_areRead() {
        Department large = department(50_000);
        Department read = (Department) CODEC.decode(CODEC.encode(large));
        assertThat(read.employees).hasSize(50_000);
        assertThat(read.roles).hasSize(50_000);
        assertThat(read.self).isSameAs(read);

        Department small = department(1_000);
        Object value = new Object[] {small, new HashSet<>(small.employees), new HashMap<>(Map.of(small, "d"))};
        assertThat((Object[]) CODEC.decode(CODEC.encode(value))).hasSize(3);
    }

    @Test
    void smallCollections_manyOfThem_haveTheirRoom() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.addAll(List.of(
                    new HashMap<>(Map.of("", "")),
                    new HashMap<>(),
                    new HashSet<>(),
                    new HashSet<>(Set.of("")),
                    new LinkedHashMap<>(Map.of("", "")),
                    new java.util.ArrayDeque<>(),
                    new java.util.Hashtable<>(),
                    new java.util.Hashtable<>(Map.of("", "")),
                    new java.util.concurrent.ConcurrentHashMap<>(Map.of("", "")),
                    new ArrayList<>(),
                    Set.of(""),
                    new boolean[0]));
        }
        assertThat((List<?>) CODEC.decode(CODEC.encode(many))).hasSize(120_000);
        for (Object one : many.subList(0, 12)) {
            assertThat(CODEC.decode(CODEC.encode(one))).hasSameClassAs(one);
        }
        for (float load : new float[] {0.25f, 0.75f, 4f}) {
            for (int size : new int[] {1, 3, 13, 100, 1000, 32_769}) {
                Map<Object, Object> map = new HashMap<>(16, load);
                IntStream.range(0, size).forEach(i -> map.put((char) i, null));
                Set<Object> set = new HashSet<>(16, load);
                set.addAll(map.keySet());
                assertThat(CODEC.decode(CODEC.encode(map))).isEqualTo(map);
                assertThat(CODEC.decode(CODEC.encode(set))).isEqualTo(set);
            }
        }
    }

    // The numbers themselves

    private final HashSteps steps = new HashSteps(1000);

    private HashSteps.Sum sum(int... parts) {
        HashSteps.Sum sum = new HashSteps.Sum();
        for (int part : parts) {
            steps.add(sum, part);
        }
        return sum;
    }

    private int object(int... parts) {
        int handle = steps.start();
        steps.complete(handle, sum(parts));
        return handle;
    }

    @Test
    void completeObject_takesAStep_andThoseOfItsParts() {
        int leaf = steps.leaf(5);
        assertThat(steps.of(HashSteps.NOTHING)).isEqualTo(1);
        assertThat(steps.of(leaf)).isEqualTo(5);
        assertThat(steps.of(object())).isEqualTo(1);
        int object = object(leaf, HashSteps.NOTHING, leaf);
        assertThat(steps.of(object)).isEqualTo(12);
        assertThat(steps.of(object(object, object))).isEqualTo(25);
    }

    @Test
    void objectThatHoldsItself_takesAStepForEachTime() {
        int self = steps.start();
        HashSteps.Sum parts = sum(self, self, self);
        steps.soFar(self, parts);
        assertThat(steps.of(self)).isEqualTo(4);
        steps.complete(self, parts);
        assertThat(steps.of(self)).isEqualTo(4);
    }

    @Test
    void partOfWhatIsNotComplete_takesWhatIsThereSoFar_andAllWhenItIs() {
        int whole = steps.start();
        int part = object(whole, whole, steps.leaf(10));
        assertThat(steps.of(part)).as("1 + 2 * 1 + 10").isEqualTo(13);
        HashSteps.Sum soFar = sum(part, steps.leaf(100));
        steps.soFar(whole, soFar);
        assertThat(steps.of(whole)).as("1 + (11 + 2) + 100").isEqualTo(114);
        assertThat(steps.of(part)).as("11 + 2 * 114").isEqualTo(239);
        steps.complete(whole, soFar);
        assertThat(steps.of(whole)).as("as before").isEqualTo(114);
        assertThat(steps.of(part)).as("as before").isEqualTo(239);
        assertThat(steps.of(part)).as("settled once").isEqualTo(239);
    }

    @Test
    void partOfSeveralThatAreNotComplete_takesThoseOfEach() {
        int outer = steps.start();
        int inner = steps.start();
        int part = object(inner, outer, inner, inner);
        assertThat(steps.of(part)).as("1 + 1 + 3 * 1").isEqualTo(5);
        steps.complete(inner, sum(part, outer, steps.leaf(20)));
        assertThat(steps.of(inner)).as("1 + (1 + 1 + 3) + 1 + 20").isEqualTo(27);
        assertThat(steps.of(part)).as("1 + 1 + 3 * 27").isEqualTo(83);
        steps.complete(outer, sum(steps.leaf(1000)));
        assertThat(steps.of(inner)).as("2 * 1001 for the two of outer").isEqualTo(25 + 2 * 1001);
    }

    @Test
    void copies_multiplyWhatTheyHold() {
        int whole = steps.start();
        HashSteps.Sum copies = sum(steps.leaf(3), whole);
        copies.multiply(7);
        int object = steps.start();
        steps.complete(object, copies);
        assertThat(steps.of(object)).as("1 + 7 * (3 + 1)").isEqualTo(29);
        steps.complete(whole, sum(steps.leaf(9)));
        assertThat(steps.of(object)).as("1 + 7 * (3 + 10)").isEqualTo(92);
    }

    @Test
    void moreThanEnough_isEnough() {
        int enough = Integer.MAX_VALUE;
        int most = steps.leaf(enough - 1);
        assertThat(steps.of(most)).isEqualTo(enough - 1);
        assertThat(steps.of(object(most))).isEqualTo(enough);
        assertThat(steps.of(object(most, most, most))).isEqualTo(enough);
        assertThat(steps.of(steps.leaf(Long.MAX_VALUE))).isEqualTo(enough);
    }

    @Test
    void partOfEightThatAreNotComplete_isCounted_ofMoreThereIsEnough() {
        int[] wholes = new int[9];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = steps.start();
        }
        assertThat(steps.of(object(Arrays.copyOf(wholes, 8)))).isEqualTo(9);
        assertThat(steps.of(object(wholes))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void numbers_areGivenUpToTheLimit() {
        HashSteps few = new HashSteps(100);
        for (int i = 0; i < 100; i++) {
            assertThat(few.start()).isEqualTo(i);
        }
        assertThat(few.handles()).isEqualTo(100);
        assertThatThrownBy(few::start).isInstanceOf(CodecException.class).hasMessageContaining("limits.references");
    }
}
