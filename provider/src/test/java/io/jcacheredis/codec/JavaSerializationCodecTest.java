package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSerializationCodecTest {

    private static final CodecSettings SETTINGS =
            CodecSettings.defaults(JavaSerializationCodecTest.class.getClassLoader());

    private static <V> Codec<V> java(Class<V> type, String... allow) {
        return Codecs.java(type, SETTINGS.withAllow(String.join(";", allow)));
    }

    static Stream<Object> passiveValues() {
        Map<String, Integer> map = new HashMap<>(Map.of("a", 1, "b", 2));
        Stream<Object> own = Stream.of(
                "text",
                new byte[] {1, 2},
                new int[][] {{1}, {2, 3}},
                new String[] {"a"},
                new Object[] {1, "a", null},
                new ArrayList<>(List.of(1, 2)),
                new ArrayList<>(Collections.nCopies(1000, "x")),
                Arrays.asList("a", "b"),
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Set.of(1, 2, 3),
                Map.of("a", 1),
                Map.of("a", 1, "b", 2),
                map,
                new LinkedHashMap<>(map),
                new TreeMap<>(map),
                new TreeSet<>(Collections.reverseOrder()),
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                new HashSet<>(Set.of("a")),
                new ConcurrentHashMap<>(map),
                new CopyOnWriteArrayList<>(List.of(1)),
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.singleton("a"),
                Collections.singletonList("a"),
                Collections.singletonMap("a", 1),
                Collections.nCopies(3, "a"),
                Collections.nCopies(60_000, "a"),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableSet(new HashSet<>(Set.of(1))),
                Collections.unmodifiableMap(map),
                Collections.unmodifiableSortedMap(new TreeMap<>(map)),
                Collections.synchronizedList(new ArrayList<>(List.of(1))),
                EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS),
                new EnumMap<>(Map.of(TimeUnit.DAYS, "d")),
                Map.entry("a", 1).getKey(),
                new java.util.AbstractMap.SimpleEntry<>("a", 1),
                Date.from(Instant.EPOCH),
                java.sql.Timestamp.from(Instant.now()),
                Locale.GERMANY,
                BitSet.valueOf(new long[] {5}),
                java.time.ZoneId.of("Europe/Paris"));
        return Stream.concat(own, Samples.scalars().stream().filter(sample -> !(sample instanceof Samples.Color)));
    }

    @ParameterizedTest
    @MethodSource("passiveValues")
    void passiveValueOfTheJdk_needsNoPattern(Object value) {
        Codec<Object> codec = java(Object.class);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void atomicsAndDeques_comeBackWithTheirContent() {
        Codec<Object> codec = java(Object.class);
        assertThat((AtomicInteger) codec.decode(codec.encode(new AtomicInteger(3))))
                .hasValue(3);
        assertThat((ArrayDeque<?>) codec.decode(codec.encode(new ArrayDeque<>(List.of(1, 2)))))
                .hasToString("[1, 2]");
    }

    // A small model of a user's classes

    enum Level {
        LOW {},
        HIGH
    }

    static class Base implements Serializable {
        private static final long serialVersionUID = 1L;
        final String id;

        Base(String id) {
            this.id = id;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Base other && other.id.equals(id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    static final class Leaf extends Base {
        private static final long serialVersionUID = 1L;

        Leaf(String id) {
            super(id);
        }
    }

    record Item(String name, Level level) implements Serializable {}

    sealed interface Shape extends Serializable permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    static final class Order extends Base {
        private static final long serialVersionUID = 1L;
        final List<Map<String, Item[]>> items = new ArrayList<>();
        final Set<? extends Level> levels = EnumSet.of(Level.LOW);
        Shape shape = new Circle(1);
        Order parent = this;
        transient Base ignored = new Leaf("x");

        Order(String id) {
            super(id);
        }
    }

    static final class NotSerializable {}

    static final class Failing implements Serializable {
        private static final long serialVersionUID = 1L;

        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IOException("on purpose");
        }
    }

    @Test
    void declaredType_allowsWhatItIsMadeOf() {
        Order order = new Order("o");
        order.items.add(Map.of("a", new Item[] {new Item("i", Level.LOW), new Item("j", Level.HIGH)}));
        Codec<Order> codec = java(Order.class);

        Order read = codec.decode(codec.encode(order));

        assertThat(read).isEqualTo(order).isNotSameAs(order);
        assertThat(read.parent).isSameAs(read);
        assertThat(read.levels.contains(Level.LOW)).isTrue();
        assertThat(read.items.get(0).get("a")).containsExactly(new Item("i", Level.LOW), new Item("j", Level.HIGH));
    }

    @Test
    void declaredSealedType_allowsItsPermittedSubclasses() {
        Codec<Shape> codec = java(Shape.class);
        assertThat(codec.decode(codec.encode(new Square(2)))).isEqualTo(new Square(2));
    }

    @Test
    void subclassOfADeclaredOpenType_needsAPattern() {
        assertThatThrownBy(() -> java(Base.class).encode(new Leaf("a")))
                .isInstanceOf(CodecException.class)
                .hasMessage("class " + Leaf.class.getName()
                        + " is not allowed to be deserialized; if you trust it, add \""
                        + Leaf.class.getName() + "\" to jcache.redis.serialization.allow (allowed by itself is what the"
                        + " declared type " + Base.class.getName() + " is made of, not its open subclasses)");

        Codec<Base> allowing = java(Base.class, Leaf.class.getName());
        assertThat(allowing.decode(allowing.encode(new Leaf("a")))).isExactlyInstanceOf(Leaf.class);
    }

    @Test
    void untypedCache_refusesTheSameOnWritingAndOnReading() {
        String message = "class " + Item.class.getName() + " is not allowed to be deserialized; if you trust it, add \""
                + Item.class.getName() + "\" to jcache.redis.serialization.allow";
        Item item = new Item("a", null);
        for (Object value :
                List.of(item, List.of(item), Map.of("a", item), new Item[0], new ArrayList<>(List.of(item)))) {
            assertThatThrownBy(() -> java(Object.class).encode(value))
                    .isInstanceOf(CodecException.class)
                    .hasMessage(message);
            byte[] bytes = java(Object.class, "*").encode(value);
            assertThatThrownBy(() -> java(Object.class).decode(bytes))
                    .isInstanceOf(CodecException.class)
                    .hasMessage(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "io.jcacheredis.**",
                "io.jcacheredis.codec.*",
                "io.jcacheredis.codec.JavaSer*",
                " io.jcacheredis.codec.JavaSerializationCodecTest$Item ; x.y",
                "maxdepth=5;io.jcacheredis.codec.*",
                "io.jcacheredis.codec.*;!io.jcacheredis.**",
            })
    void matchingPattern_allows(String allow) {
        Codec<Object> codec = java(Object.class, allow);
        assertThat(codec.decode(codec.encode(new Item("a", null)))).isEqualTo(new Item("a", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "io.jcacheredis.*",
                "io.jcacheredis.codec.Item",
                "io.jcacheredis.codec",
                "!io.jcacheredis.**;*",
                "io.jcacheredis.codec.JavaSerializationCodecTest$Item2",
            })
    void otherPattern_refuses(String allow) {
        Item item = new Item("a", null);
        assertThatThrownBy(() -> java(Object.class, allow).encode(item))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(Item.class.getName());
        byte[] bytes = java(Object.class, "*").encode(item);
        assertThatThrownBy(() -> java(Object.class, allow).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(Item.class.getName());
    }

    @Test
    void rejectingPattern_takesAwayFromTheDeclaredTypeAndTheBase() {
        assertThatThrownBy(() -> java(Item.class, "!" + Item.class.getName()).encode(new Item("a", null)))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> java(Object.class, "!java.util.ArrayList").encode(new ArrayList<>()))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void limitsInPatterns_hold() {
        byte[] bytes = java(Object.class).encode(new int[1000]);
        assertThatThrownBy(() -> java(Object.class, "maxarray=100").decode(bytes))
                .isInstanceOf(CodecException.class);
    }

    /** A pattern with a module would have to be judged before the class is loaded, and its module known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.**.Foo",
                "*.Foo",
                "maxdepth=x",
                "a*b",
                "**",
                "java.sql/io.jcacheredis.codec.JavaSerializationCodecTest$Item",
                "!java.base/java.util.ArrayList",
                "/com.acme.Foo",
            })
    void malformedPattern_isRefusedAtOnce(String allow) {
        assertThatThrownBy(() -> java(Object.class, allow))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("jcache.redis.serialization.allow");
    }

    @Test
    void exceptionsOfTheJdk_thatCachesKeep_areAllowed_othersAreNot() {
        Exception cached = new IllegalStateException("x", new IOException("y"));
        cached.addSuppressed(new TimeoutException("z"));
        Exception read =
                (Exception) java(Object.class).decode(java(Object.class).encode(cached));
        assertThat(read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("x")
                .hasRootCauseMessage("y");
        assertThat(read.getSuppressed()).hasSize(1);
        assertThat(read.getStackTrace()).isEqualTo(cached.getStackTrace());
        for (Object value : List.of(new ArrayStoreException("x"), new Own("x"), new IOError(new IOException("x")))) {
            assertThatThrownBy(() -> java(Object.class).encode(value))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("is not allowed");
        }
        Codec<Object> codec = java(Object.class, Own.class.getName());
        assertThat(codec.decode(codec.encode(new Own("x")))).isInstanceOf(Own.class);
    }

    static final class Own extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Own(String message) {
            super(message);
        }
    }

    @Test
    void classThatIsNotSerializable_isNamedWithWhatHelps() {
        assertThatThrownBy(() -> java(Object.class, "io.jcacheredis.**").encode(List.of(new NotSerializable())))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("class " + NotSerializable.class.getName() + " is not Serializable; ")
                .hasMessageContaining("it is part of a java.util.")
                .hasMessageContaining("Codecs.json(new TypeRef<");
        assertThatThrownBy(() -> java(Object.class, "io.jcacheredis.**").encode(new NotSerializable()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(" is not Serializable; make it Serializable or a record of parts");
    }

    @Test
    void failureOfTheUsersOwnCode_isTheCause() {
        assertThatThrownBy(() -> java(Failing.class).encode(new Failing()))
                .isInstanceOf(CodecException.class)
                .hasRootCauseMessage("on purpose");
    }

    @Test
    void lambda_isRefused() {
        Runnable lambda = (Runnable & Serializable) () -> {};
        assertThatThrownBy(() -> java(Object.class).encode(lambda))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.lang.invoke.SerializedLambda");
    }

    interface Greeter {
        String greet();
    }

    static final class Greeting implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            return "hello";
        }
    }

    @Test
    void proxy_needsItsInterfacesAndItsHandler() {
        Greeter greeter = (Greeter)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Greeter.class}, new Greeting());
        for (String tooFew : List.of("", Greeter.class.getName(), Greeting.class.getName())) {
            assertThatThrownBy(() -> java(Object.class, tooFew).encode(greeter)).isInstanceOf(CodecException.class);
        }
        Codec<Object> codec = java(Object.class, Greeter.class.getName(), Greeting.class.getName());
        byte[] bytes = codec.encode(greeter);
        assertThat(((Greeter) codec.decode(bytes)).greet()).isEqualTo("hello");
        for (String tooFew : List.of("", Greeter.class.getName(), Greeting.class.getName())) {
            assertThatThrownBy(() -> java(Object.class, tooFew).decode(bytes)).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void classObjects_ofPrimitivesAndAllowedTypes_resolve() {
        Codec<Object> codec = java(Object.class);
        for (Class<?> type : List.of(int.class, void.class, int[].class, String.class, String[][].class)) {
            assertThat(codec.decode(codec.encode(type))).isEqualTo(type);
        }
        assertThatThrownBy(() -> codec.encode(Runtime.class)).isInstanceOf(CodecException.class);
    }

    // Hostile bytes

    /** Finds out whether a class outside the list is loaded: it asks this loader. */
    private static final class WatchingLoader extends ClassLoader {
        final List<String> asked = new ArrayList<>();

        WatchingLoader() {
            super(JavaSerializationCodecTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
        }
    }

    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        static {
            System.setProperty("jcache.redis.test.gadget", "ran");
        }
    }

    static byte[] bytesOf(Object... content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            for (Object o : content) {
                out.writeObject(o);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void classOutsideTheList_isNeitherInitialisedNorLoaded() {
        // Renamed in the bytes, as making a real one would initialise it here: both names have one length.
        Codec<Object> writing = java(Object.class, "*");
        byte[] bytes = replace(writing.encode(new Harmle()), "Harmle", "Gadget");
        WatchingLoader loader = new WatchingLoader();
        Codec<Object> reading = Codecs.java(Object.class, CodecSettings.defaults(loader));

        assertThatThrownBy(() -> reading.decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(getClass().getName() + "$Gadget is not allowed");

        assertThat(loader.asked).isEmpty();
        assertThat(System.getProperty("jcache.redis.test.gadget")).isNull();
    }

    static final class Harmle implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void mutatedBytes_areRefusedOrReadAsTheDeclaredType_andLoadNothingElse() {
        Order order = new Order("o");
        order.items.add(Map.of("a", new Item[] {new Item("i", Level.LOW)}));
        byte[] valid = java(Order.class).encode(order);
        WatchingLoader loader = new WatchingLoader();
        Codec<Order> codec = Codecs.java(Order.class, CodecSettings.defaults(loader));
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = Arrays.copyOf(valid, i % 2 == 0 ? valid.length : random.nextInt(valid.length + 1));
            for (int j = random.nextInt(4); j >= 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                codec.decode(bytes);
            } catch (CodecException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
        assertThat(Set.copyOf(loader.asked)).allMatch(new AllowList(Order.class, "")::permits);
    }

    @Test
    void hugeArrayInAFewBytes_isRefusedBeforeItIsAllocated() {
        byte[] bytes = java(Object.class).encode(new long[1]);
        // The length is in the four bytes before the one element.
        bytes[bytes.length - 12] = 0x7F;
        assertThatThrownBy(() -> java(Object.class).decode(bytes)).isInstanceOf(CodecException.class);

        byte[] list = java(Object.class).encode(new ArrayList<>(List.of(1)));
        assertThatCode(() -> java(Object.class).decode(list)).doesNotThrowAnyException();
    }

    @Test
    void tooDeep_isRefusedBothWays() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            deep = new ArrayList<>(Arrays.asList(deep, null));
        }
        List<Object> value = deep;
        assertThatThrownBy(() -> java(Object.class).encode(value)).isInstanceOf(CodecException.class);
    }

    @Test
    void bytesAfterTheObject_areRefused() throws IOException {
        assertThatThrownBy(() -> java(Object.class).decode(bytesOf("a", "b"))).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> java(Object.class).decode(new byte[0])).isInstanceOf(CodecException.class);
    }

    @Test
    void anotherType_isRefused() {
        byte[] bytes = java(Object.class).encode("text");
        assertThatThrownBy(() -> java(Item.class).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(Item.class.getName());
        assertThatThrownBy(() -> java(UUID.class).decode(bytes)).isInstanceOf(CodecException.class);
    }

    /** A proxy of an interface that is not public can only be made where the interface is. */
    @Test
    void proxyOfAnInterface_thatIsNotPublic_isReadAlsoByAClassLoaderBelow() {
        Object greeter =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Greeter.class}, new Greeting());
        ClassLoader below = new ClassLoader(getClass().getClassLoader()) {};
        Codec<Object> codec =
                Codecs.java(Object.class, CodecSettings.defaults(below).withAllow("io.jcacheredis.codec.*"));
        assertThat(codec.decode(codec.encode(greeter))).hasSameClassAs(greeter);
    }
}
