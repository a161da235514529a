package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonView;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.type.TypeBindings;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.type.TypeModifier;
import tools.jackson.databind.util.SimpleLookupCache;

/** JSON and CBOR as configured, for types of every make. What holds for one holds for the other. */
class StructuredCodecTest {

    private static final ClassLoader LOADER = StructuredCodecTest.class.getClassLoader();

    // A model with every way of making objects

    record Offer(String id, BigDecimal price, Optional<LocalDate> until, List<Instant> seen) {

        static Offer sample(String id) {
            return new Offer(
                    id,
                    new BigDecimal("1234567.8900"),
                    Optional.of(LocalDate.of(2026, 11, 22)),
                    List.of(Instant.parse("2026-11-22T10:15:30.123456789Z")));
        }
    }

    static final class Created {
        private final String name;
        private final int[] numbers;

        @JsonCreator
        Created(@JsonProperty("n") String name, @JsonProperty("numbers") int[] numbers) {
            this.name = name;
            this.numbers = numbers;
        }

        @JsonProperty("n")
        String name() {
            return name;
        }

        @JsonProperty
        int[] numbers() {
            return numbers;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Created c && c.name.equals(name) && Arrays.equals(c.numbers, numbers);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, Arrays.hashCode(numbers));
        }
    }

    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        private final String name;

        private Built(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Built b && b.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @JsonPOJOBuilder
        static final class Builder {
            private String name = "";

            Builder withName(String value) {
                name = value;
                return this;
            }

            Built build() {
                return new Built(name);
            }
        }
    }

    static class Bean {
        private String firstName = "";
        private ZonedDateTime time = ZonedDateTime.parse("2026-11-22T10:15:30+01:00[Europe/Paris]");
        private Map<UUID, Set<Double>> map = Map.of(new UUID(1, 2), Set.of(0.1, Double.NaN, -0d));

        public String getFirstName() {
            return firstName;
        }

        public void setFirstName(String value) {
            firstName = value;
        }

        public ZonedDateTime getTime() {
            return time;
        }

        public void setTime(ZonedDateTime value) {
            time = value;
        }

        public Map<UUID, Set<Double>> getMap() {
            return map;
        }

        public void setMap(Map<UUID, Set<Double>> value) {
            map = value;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Bean b && b.firstName.equals(firstName) && b.time.equals(time) && b.map.equals(map);
        }

        @Override
        public int hashCode() {
            return firstName.hashCode();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class)})
    interface Figure {}

    record Circle(double radius) implements Figure {}

    record Square(BigInteger side) implements Figure {}

    enum Level {
        LOW {},
        HIGH
    }

    static Stream<Object[]> values() {
        return Stream.of(
                new Object[] {Offer.class, Offer.sample("a")},
                new Object[] {Created.class, new Created("x", new int[] {1, -2})},
                new Object[] {Built.class, new Built("b")},
                new Object[] {Bean.class, new Bean()},
                new Object[] {Figure.class, new Circle(1.5)},
                new Object[] {Figure.class, new Square(BigInteger.TWO.pow(200))},
                new Object[] {Level.class, Level.LOW},
                new Object[] {byte[].class, new byte[] {0, -1, 5}},
                new Object[] {String[].class, new String[] {"a", null}},
                new Object[] {String.class, "gr\u00fcn \ud83d\ude00"},
                new Object[] {UUID.class, new UUID(3, 4)},
                new Object[] {Timestamp.class, Timestamp.from(Instant.EPOCH)},
                new Object[] {Locale.class, Locale.CANADA_FRENCH});
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesOfEveryMake_comeBackEqual_inBothFormats(Class<Object> type, Object value) {
        for (StructuredCodec<Object> codec : List.of(Codecs.json(type), Codecs.cbor(type))) {
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void everyScalar_comesBackEqual_inCbor() {
        for (Object scalar : Samples.scalars()) {
            if (scalar instanceof Character c && Character.isSurrogate(c)) {
                continue; // CBOR's text is UTF-8.
            }
            JsonCodecTest.Everything value = JsonCodecTest.Everything.with(scalar);
            StructuredCodec<JsonCodecTest.Everything> codec = Codecs.cbor(JsonCodecTest.Everything.class);
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void textThatCborCannotCarry_isRefusedOnWriting() {
        assertThatThrownBy(() -> Codecs.cbor(String.class).encode("a\ud800")).isInstanceOf(CodecException.class);
    }

    @Test
    void typeReference_keepsTypeArguments() {
        TypeRef<Map<String, List<Offer>>> type = new TypeRef<>() {};
        Map<String, List<Offer>> value = Map.of("x", List.of(Offer.sample("a"), Offer.sample("b")));
        for (StructuredCodec<Map<String, List<Offer>>> codec : List.of(Codecs.json(type), Codecs.cbor(type))) {
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
        Codec<Optional<Offer>> optional = Codecs.json(new TypeRef<Optional<Offer>>() {});
        assertThat(optional.decode(optional.encode(Optional.of(Offer.sample("a")))))
                .contains(Offer.sample("a"));
        Codec<TreeSet<String>> sorted = Codecs.json(new TypeRef<TreeSet<String>>() {});
        assertThat(sorted.decode(sorted.encode(new TreeSet<>(Set.of("b", "a")))))
                .containsExactly("a", "b");
        assertThat(type).hasToString(type.type().getTypeName());
    }

    @Test
    @SuppressWarnings("rawtypes") // What is tested.
    void typeReferenceWithoutAType_isRefused() {
        assertThatThrownBy(() -> new TypeRef() {}).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codecs.json(new TypeRef<Object>() {})).isInstanceOf(CodecException.class);
    }

    @Test
    void cbor_beginsWithTheSelfDescribeTag_andIsReadOnlyWithIt() {
        byte[] bytes = Codecs.cbor(Offer.class).encode(Offer.sample("a"));
        assertThat(bytes).startsWith(0xD9, 0xD9, 0xF7);
        assertThatThrownBy(() -> Codecs.cbor(Offer.class).decode(Arrays.copyOfRange(bytes, 3, bytes.length)))
                .isInstanceOf(CodecException.class)
                .hasMessage("the bytes are not cbor");
        assertThat(bytes.length).isLessThan(Codecs.json(Offer.class).encode(Offer.sample("a")).length);
    }

    // Views and customizers

    interface Public {}

    interface Internal extends Public {}

    static class Account {
        @JsonView(Public.class)
        public String name = "n";

        @JsonView(Internal.class)
        public String secret = "s";
    }

    @Test
    void view_isWrittenAndRead_andNothingElse() {
        StructuredCodec<Account> codec = Codecs.json(Account.class).withView(Public.class);
        assertThat(codec.encode(new Account())).asString(UTF_8).isEqualTo("{\"name\":\"n\"}");
        assertThat(codec.decode("{\"name\":\"x\",\"secret\":\"y\"}".getBytes(UTF_8)))
                .usingRecursiveComparison()
                .isEqualTo(account("x", "s"));
        StructuredCodec<Account> all = Codecs.cbor(Account.class).withView(Internal.class);
        assertThat(all.decode(all.encode(account("x", "y"))))
                .usingRecursiveComparison()
                .isEqualTo(account("x", "y"));
    }

    static class Customer {
        public String name = "n";

        @JsonView(Internal.class)
        public String iban = "i";
    }

    @Test
    void propertyWithoutAView_isInEveryView() {
        for (StructuredCodec<Customer> codec : List.of(Codecs.json(Customer.class), Codecs.cbor(Customer.class))) {
            StructuredCodec<Customer> shown = codec.withView(Public.class);
            Customer customer = new Customer();
            customer.name = "x";
            customer.iban = "y";
            Customer read = shown.decode(shown.encode(customer));
            assertThat(read.name).isEqualTo("x");
            assertThat(read.iban).isEqualTo("i");
        }
    }

    private static Account account(String name, String secret) {
        Account account = new Account();
        account.name = name;
        account.secret = secret;
        return account;
    }

    @Test
    void customizer_setsNames_andKeepsTheView() {
        StructuredCodec<Bean> snake =
                Codecs.json(Bean.class).withMapper(b -> b.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
        assertThat(snake.encode(new Bean())).asString(UTF_8).contains("\"first_name\"");
        assertThat(snake.decode(snake.encode(new Bean()))).isEqualTo(new Bean());
        assertThat(Codecs.json(Account.class)
                        .withMapper(b -> b.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE))
                        .withView(Public.class)
                        .encode(new Account()))
                .asString(UTF_8)
                .isEqualTo("{\"Name\":\"n\"}");
    }

    static class Holder {
        public Object any = "";
    }

    /** As a careless customizer has it. */
    private static void openEverything(MapperBuilder<?, ?> builder) {
        BasicPolymorphicTypeValidator anything = BasicPolymorphicTypeValidator.builder()
                .allowIfBaseType(Object.class)
                .allowIfSubType(Object.class)
                .build();
        builder.polymorphicTypeValidator(anything).activateDefaultTyping(anything, DefaultTyping.NON_FINAL);
    }

    @Test
    void customizer_cannotUndoTheLimitsNorTheAllowList() {
        StructuredCodec<Holder> holder = Codecs.json(Holder.class).withMapper(StructuredCodecTest::openEverything);
        Object any = holder.decode(("{\"any\":[\"" + Trap.class.getName() + "\",{}]}").getBytes(UTF_8)).any;
        assertThat(any).isInstanceOf(List.class);
        assertThatThrownBy(() -> Codecs.json(Open.class)
                        .withMapper(StructuredCodecTest::openEverything)
                        .decode(("{\"@class\":\"" + Trap.class.getName() + "\"}").getBytes(UTF_8)))
                .isInstanceOf(CodecException.class);
        StructuredCodec<List<Object>> nested = Codecs.json(new TypeRef<List<Object>>() {})
                .withMapper(b -> assertThat(
                                b.streamFactory().streamReadConstraints().getMaxNestingDepth())
                        .isLessThan(StreamReadConstraints.DEFAULT_MAX_DEPTH + 1));
        assertThatThrownBy(() -> nested.decode("[".repeat(100_000).getBytes(UTF_8)))
                .isInstanceOf(CodecException.class);
        assertThat(System.getProperty("jcache.redis.test.trap")).isNull();
    }

    /** Does what a program has a type factory for, and counts. */
    private static final class CountingModifier extends TypeModifier {

        private final AtomicInteger types = new AtomicInteger();

        @Override
        public JavaType modifyType(JavaType type, Type from, TypeBindings context, TypeFactory factory) {
            types.incrementAndGet();
            return type;
        }
    }

    @Test
    void customizer_addsToTheTypeFactory_thatStillRefuses() {
        CountingModifier modifier = new CountingModifier();
        StructuredCodec<List<Class<?>>> codec = Codecs.json(new TypeRef<List<Class<?>>>() {})
                .withMapper(b -> b.typeFactory(b.typeFactory()
                        .withModifier(modifier)
                        .withClassLoader(LOADER)
                        .withCache(new SimpleLookupCache<>(4, 4))
                        .snapshot()));
        assertThat(codec.decode("[\"java.util.UUID\"]".getBytes(UTF_8))).isEqualTo(List.of(UUID.class));
        assertThat(modifier.types).hasPositiveValue();
        assertThatThrownBy(() -> codec.decode(("[\"" + Trap.class.getName() + "\"]").getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.REFUSED_CLASS);
    }

    @Test
    void customizer_replacesTheTypeFactory_isToldToAddToIt() {
        assertThatThrownBy(() -> Codecs.json(Bean.class)
                        .withMapper(b -> b.typeFactory(TypeFactory.createDefaultInstance()))
                        .encode(new Bean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withModifier");
    }

    // Class names

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class Open {
        public int a = 1;
    }

    static class Sub extends Open {}

    static class Generic<T> extends Open {
        public T content;
    }

    /** Never to be initialised. */
    static class Trap extends Open {
        static {
            System.setProperty("jcache.redis.test.trap", "ran");
        }
    }

    record Typed(Class<?> type) {}

    private static final class WatchingLoader extends ClassLoader {
        final List<String> asked = new ArrayList<>();

        WatchingLoader() {
            super(LOADER);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void subclassByName_thatIsAllowed_comesBack() {
        StructuredCodec<Open> codec = Codecs.json(Open.class)
                .withSettings(CodecSettings.defaults(LOADER).withAllow(Sub.class.getName()));
        assertThat(codec.decode(codec.encode(new Sub()))).isExactlyInstanceOf(Sub.class);
        StructuredCodec<List<Open>> list = Codecs.cbor(new TypeRef<List<Open>>() {})
                .withSettings(CodecSettings.defaults(LOADER).withAllow(Sub.class.getName()));
        assertThat(list.decode(list.encode(List.of(new Sub(), new Open()))))
                .hasExactlyElementsOfTypes(Sub.class, Open.class);
    }

    @Test
    void subclassByName_thatIsNotAllowed_isRefusedOnWriting() {
        for (Object value : List.of(new Sub(), List.of(new Sub()))) {
            Codec<Object> codec = value instanceof Sub
                    ? cast(Codecs.json(Open.class))
                    : cast(Codecs.json(new TypeRef<List<Open>>() {}));
            assertThatThrownBy(() -> codec.encode(value))
                    .isInstanceOf(CodecException.class)
                    .hasMessageStartingWith("class " + Sub.class.getName() + " is not allowed")
                    .extracting(e -> ((CodecException) e).reason())
                    .isEqualTo(CodecException.Reason.REFUSED_CLASS);
        }
    }

    @SuppressWarnings("unchecked") // The values are of the codec's type.
    private static Codec<Object> cast(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    @Test
    void classNames_thatAreNotAllowed_areRefusedByNameAndSetting_andNotLoaded() {
        String trap = Trap.class.getName();
        String generic = Generic.class.getName();
        WatchingLoader loader = new WatchingLoader();
        CodecSettings settings = CodecSettings.defaults(loader).withAllow(generic);
        List<String> open = List.of(
                "{\"@class\":\"" + trap + "\"}",
                "{\"@class\":\"" + generic + "<" + trap + ">\"}",
                "{\"@class\":\"" + generic + "<java.util.List<" + trap + ">>\"}",
                "{\"@class\":\"java.util.ArrayList<" + trap + ">\"}",
                "{\"@class\":\"[L" + trap + ";\"}");
        for (String json : open) {
            assertThatThrownBy(
                            () -> Codecs.json(Open.class).withSettings(settings).decode(json.getBytes(UTF_8)))
                    .as(json)
                    .isInstanceOf(CodecException.class);
        }
        String typed = "{\"type\":\"" + trap + "\"}";
        assertThatThrownBy(() -> Codecs.json(Typed.class).withSettings(settings).decode(typed.getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("class " + trap + " is not allowed")
                .hasMessageContaining("jcache.redis.serialization.allow")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.REFUSED_CLASS);
        assertThatThrownBy(() -> Codecs.json(Open.class).decode(open.get(1).getBytes(UTF_8)))
                .hasMessageContaining("Generic is not allowed");
        assertThat(loader.asked).doesNotContain(trap);
        assertThat(System.getProperty("jcache.redis.test.trap")).isNull();
    }

    @ParameterizedTest
    @EnumSource(StructuredFormat.class)
    void mutatedBytes_areRefusedOrOfTheDeclaredType_andLoadNothingElse(StructuredFormat format) {
        WatchingLoader loader = new WatchingLoader();
        StructuredCodec<List<Open>> codec = StructuredCodec.of(
                format,
                new TypeRef<List<Open>>() {}.type(),
                CodecSettings.defaults(loader).withAllow(Sub.class.getName()));
        byte[] valid = codec.encode(List.of(new Sub(), new Open()));
        Random random = new Random(5);
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = Arrays.copyOf(valid, i % 2 == 0 ? valid.length : random.nextInt(valid.length + 1));
            for (int j = random.nextInt(4); j >= 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(codec.decode(bytes)).isInstanceOf(List.class);
            } catch (CodecException expected) {
                assertThat(expected.reason()).isNotEqualTo(CodecException.Reason.UNSUITABLE);
            }
        }
        assertThat(Set.copyOf(loader.asked)).allMatch(new AllowList(Open.class, Sub.class.getName())::permits);
    }

    // Addresses

    @ParameterizedTest
    @ValueSource(classes = {InetAddress.class, InetSocketAddress.class})
    void address_thatANameServerWouldBeAskedFor_isRefused(Class<?> type) {
        for (String name : List.of(
                "localhost",
                "localhost:80",
                "1.2.3.256",
                "1.2.3",
                "1",
                "0x7f.1",
                "",
                ":",
                "a:b",
                "[::1",
                "[::1]x",
                "::1%lo")) {
            for (Codec<?> codec : List.of(Codecs.json(type), Codecs.cbor(type))) {
                byte[] bytes = codec.name().equals("json")
                        ? ("\"" + name + "\"").getBytes(UTF_8)
                        : cast(Codecs.cbor(String.class)).encode(name);
                assertThatThrownBy(() -> codec.decode(bytes))
                        .as(name)
                        .isInstanceOf(CodecException.class)
                        .extracting(e -> ((CodecException) e).reason())
                        .isEqualTo(CodecException.Reason.UNREADABLE);
            }
        }
    }

    record Addresses(InetAddress host, InetAddress six, InetSocketAddress socket) {}

    @Test
    void address_comesBackWithoutItsName() throws Exception {
        Addresses addresses = new Addresses(
                InetAddress.getByAddress("some.name", new byte[] {10, 0, 0, (byte) 200}),
                InetAddress.getByName("2001:db8::1"),
                new InetSocketAddress(InetAddress.getByAddress("other.name", new byte[] {127, 0, 0, 1}), 6379));
        for (StructuredCodec<Addresses> codec : List.of(Codecs.json(Addresses.class), Codecs.cbor(Addresses.class))) {
            assertThat(codec.decode(codec.encode(addresses))).isEqualTo(addresses);
            assertThat(codec.encode(addresses))
                    .asString(UTF_8)
                    .contains("10.0.0.200")
                    .doesNotContain("name");
        }
        StructuredCodec<InetSocketAddress> sockets = Codecs.json(InetSocketAddress.class);
        InetSocketAddress six = new InetSocketAddress(addresses.six, 1);
        assertThat(sockets.decode(sockets.encode(six))).isEqualTo(six);
        assertThatThrownBy(() -> sockets.encode(InetSocketAddress.createUnresolved("localhost", 1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("unresolved");
    }

    // Limits

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"VALUE_BYTES", "NESTING", "ELEMENTS", "STRING_LENGTH", "NUMBER_LENGTH", "NAME_LENGTH"})
    void valueBeyondALimit_namesTheLimitAndItsSetting(Limit limit) {
        CodecSettings tight = CodecSettings.defaults(LOADER).withLimit(limit, 10);
        StructuredCodec<List<Object>> codec =
                Codecs.json(new TypeRef<List<Object>>() {}).withSettings(tight);
        String json = switch (limit) {
            case VALUE_BYTES -> "[1,2,3,4,5,6,7]";
            case NESTING -> "[".repeat(11) + "]".repeat(11);
            case ELEMENTS -> "[[],[],[],[],1]";
            case STRING_LENGTH -> "[\"" + "s".repeat(100) + "\"]";
            case NUMBER_LENGTH -> "[" + "7".repeat(100) + "]";
            default -> "[{\"" + "n".repeat(100) + "\":1}]";
        };
        assertThatThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than 10 ")
                .hasMessageContaining(limit.setting())
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.TOO_LARGE);
    }

    /** So that what can't be read is not written. */
    @Test
    void elements_areCountedOnWritingToo_byTheSameMeasure() {
        TypeRef<List<Map<String, Integer>>> type = new TypeRef<>() {};
        for (StructuredCodec<List<Map<String, Integer>>> any : List.of(Codecs.json(type), Codecs.cbor(type))) {
            Codec<List<Map<String, Integer>>> codec =
                    any.withSettings(CodecSettings.defaults(LOADER).withLimit(Limit.ELEMENTS, 10));
            List<Map<String, Integer>> most = List.of(Map.of("a", 1), Map.of("a", 2));
            assertThat(codec.decode(codec.encode(most))).isEqualTo(most);
            List<Map<String, Integer>> more = List.of(Map.of("a", 1), Map.of("a", 2), Map.of());
            assertThatThrownBy(() -> codec.encode(more))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("the value has more than 10 elements, the limit set by limits.elements")
                    .extracting(e -> ((CodecException) e).reason())
                    .isEqualTo(CodecException.Reason.TOO_LARGE);
            assertThatThrownBy(() -> codec.decode(any.encode(more))).hasMessageContaining("limits.elements");
            List<Map<String, Integer>> empty = List.of(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
            assertThatThrownBy(() -> codec.encode(empty)).hasMessageContaining("limits.elements");
        }
    }

    @Test
    void halfAMillionNumbers_areReadUnlessALimitIsSet() {
        List<Integer> numbers = IntStream.range(0, 500_000).boxed().toList();
        TypeRef<List<Integer>> type = new TypeRef<>() {};
        for (Codec<List<Integer>> codec : List.<Codec<List<Integer>>>of(Codecs.json(type), Codecs.cbor(type))) {
            assertThat(codec.decode(codec.encode(numbers))).isEqualTo(numbers);
        }
    }

    @Test
    void sharedParts_thatWouldFillTheHeapWhenWritten_areRefused() {
        List<Object> list = List.of("x");
        for (int i = 0; i < 60; i++) {
            list = List.of(list, list);
        }
        List<Object> bomb = list;
        CodecSettings settings = CodecSettings.defaults(LOADER).withLimit(Limit.VALUE_BYTES, 100_000);
        for (StructuredCodec<List<Object>> codec : List.of(
                Codecs.json(new TypeRef<List<Object>>() {}).withSettings(settings),
                Codecs.cbor(new TypeRef<List<Object>>() {}).withSettings(settings))) {
            assertThatThrownBy(() -> codec.encode(bomb))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("limits.value-bytes");
        }
    }

    static class Leaf extends Sub {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Marked {}

    static class Tagged implements Marked, java.io.Serializable {
        private static final long serialVersionUID = 1L;
        public int a = 1;
    }

    static class SubTagged extends Tagged {
        private static final long serialVersionUID = 1L;
    }

    static class Plain {
        public int a = 1;
    }

    static class SubPlain extends Plain {}

    /** Wherever the annotation is that says so. */
    @Test
    void typeThatNamesItsSubclasses_mayBeAnyOfThem() {
        CodecSettings settings = CodecSettings.defaults(LOADER).withAllow("io.jcacheredis.codec.*");
        assertSameClass(Codecs.json(Open.class).withSettings(settings), new Leaf());
        assertSameClass(Codecs.json(Sub.class).withSettings(settings), new Leaf());
        assertSameClass(Codecs.json(Tagged.class).withSettings(settings), new SubTagged());
        assertThatThrownBy(() -> Codecs.json(Plain.class).encode(new SubPlain()))
                .isInstanceOf(CodecException.class);
    }

    private static <V> void assertSameClass(Codec<V> codec, V value) {
        assertThat(codec.decode(codec.encode(value))).hasSameClassAs(value);
    }
}
