package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCodecsTest {

    private static final CodecSettings NOTHING_ALLOWED = CodecSettings.defaults(KeyCodecsTest.class.getClassLoader());
    private static final CodecSettings SETTINGS = NOTHING_ALLOWED.withAllow("io.jcacheredis.codec.*");

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "RED";
            }
        }
    }

    record Point(int x, Integer y) {}

    @SuppressWarnings("ArrayRecordComponent") // Part of what is tested.
    record Deep(
            List<String> list,
            Set<Point> set,
            Map<Color, Optional<UUID>> map,
            Object any,
            String[] strings,
            int[] ints,
            TreeSet<String> sorted) {

        static Deep sample() {
            return new Deep(
                    Arrays.asList("a,b", "", null, "@x", "(\\)"),
                    new HashSet<>(List.of(new Point(1, 2), new Point(0, null))),
                    Map.of(Color.GREEN, Optional.empty(), Color.RED, Optional.of(new UUID(1, 2))),
                    List.of(1, 1L, "1", List.of()),
                    null,
                    null,
                    new TreeSet<>(Set.of("a")));
        }
    }

    private static KeyCodec<Object> untyped() {
        return KeyCodecs.choose(Object.class, SETTINGS);
    }

    static Stream<Arguments> readableKeys() {
        return Stream.of(
                Arguments.of("prop-123", "prop-123"),
                Arguments.of("", ""),
                Arguments.of("a:b*{c}?[d]\\(e,f)", "a:b*{c}?[d]\\(e,f)"),
                Arguments.of("@home", "@str:@home"),
                Arguments.of("@", "@str:@"),
                Arguments.of("1", "1"),
                Arguments.of(1, "@int:1"),
                Arguments.of(1L, "@long:1"),
                Arguments.of((short) 1, "@short:1"),
                Arguments.of(1d, "@double:1.0"),
                Arguments.of(1f, "@float:1.0"),
                Arguments.of('(', "@char:("),
                Arguments.of(true, "@bool:true"),
                Arguments.of(new BigDecimal("1.00"), "@decimal:1.00"),
                Arguments.of(new UUID(1, 2), "@uuid:00000000-0000-0001-0000-000000000002"),
                Arguments.of(Instant.EPOCH, "@instant:1970-01-01T00:00:00Z"),
                Arguments.of(Date.from(Instant.EPOCH), "@date:1970-01-01T00:00:00Z"),
                Arguments.of(Color.GREEN, "@enum:io.jcacheredis.codec.KeyCodecsTest$Color:GREEN"),
                Arguments.of(new Point(1, null), "@rec:io.jcacheredis.codec.KeyCodecsTest$Point(@int:1,@null)"),
                Arguments.of(List.of("a", 1), "@list(a,@int:1)"),
                Arguments.of(List.of(), "@list()"),
                Arguments.of(List.of(""), "@list(@str:)"),
                Arguments.of(List.of("", ""), "@list(@str:,@str:)"),
                Arguments.of(List.of("a,b", "(", "\\", "@null"), "@list(a\\,b,\\(,\\\\,@str:@null)"),
                Arguments.of(List.of(List.of(), List.of(List.of("x"))), "@list(@list(),@list(@list(x)))"),
                Arguments.of(Set.of("b", "a", 3), "@set(@int:3,a,b)"),
                Arguments.of(Map.of("b", 1, "a", List.of()), "@map(a,@list(),b,@int:1)"),
                Arguments.of(Optional.empty(), "@opt()"),
                Arguments.of(Optional.of("x"), "@opt(x)"),
                Arguments.of(new byte[] {1, 2}, "@bytes:AQI"),
                Arguments.of(new int[] {1, -2}, "@arr:int(1,-2)"),
                Arguments.of(new char[] {',', 'a'}, "@arr:char(\\,,a)"),
                Arguments.of(new boolean[] {true}, "@arr:boolean(true)"),
                Arguments.of(new Object[] {"a", null, new Object[0]}, "@arr(a,@null,@arr())"));
    }

    @ParameterizedTest
    @MethodSource("readableKeys")
    void untypedKey_isReadable_andComesBackEqual(Object key, String text) {
        assertThat(untyped().encode(key)).isEqualTo(text);
        assertThat(untyped().decode(text)).isEqualTo(key);
    }

    static Stream<Object> scalars() {
        return Samples.scalars().stream();
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalar_aloneAndAsAPart_comesBackEqual(Object scalar) {
        assertThat(untyped().decode(untyped().encode(scalar))).isEqualTo(scalar);
        assertThat(untyped().decode(untyped().encode(List.of(scalar, List.of(scalar)))))
                .isEqualTo(List.of(scalar, List.of(scalar)));
    }

    @Test
    void deepRecord_comesBackEqual_alsoWithItsDeclaredTypeAlone() {
        KeyCodec<Deep> codec = KeyCodecs.choose(Deep.class, NOTHING_ALLOWED);
        assertThat(codec.decode(codec.encode(Deep.sample()))).isEqualTo(Deep.sample());
        assertThat(untyped().encode(Deep.sample())).isEqualTo(codec.encode(Deep.sample()));
    }

    @Test
    void arraysInARecord_keepTheirDeclaredType() {
        Deep key = new Deep(null, null, null, new String[] {"z"}, new String[] {"a", null}, new int[] {1}, null);
        KeyCodec<Deep> codec = KeyCodecs.choose(Deep.class, NOTHING_ALLOWED);
        Deep read = codec.decode(codec.encode(key));
        assertThat(read.strings()).containsExactly("a", null);
        assertThat(read.ints()).containsExactly(1);
        assertThat(read.any()).isEqualTo(new Object[] {"z"});
        KeyCodec<String[]> arrays = KeyCodecs.choose(String[].class, NOTHING_ALLOWED);
        assertThat(arrays.decode(arrays.encode(new String[] {"a"}))).isInstanceOf(String[].class);
    }

    @Test
    void equalKeys_ofDifferentMake_haveOneText() {
        HashMap<Object, Object> big = new HashMap<>(1024);
        big.put("b", 2);
        big.put("a", 1);
        List<List<Object>> equals = List.of(
                List.of(List.of("a", 1), new ArrayList<>(List.of("a", 1)), Arrays.asList("a", 1)),
                List.of(
                        Set.of("a", "b", "c"),
                        new TreeSet<>(Set.of("c", "b", "a")),
                        Set.copyOf(List.of("b", "c", "a"))),
                List.of(Map.of("a", 1, "b", 2), big, new TreeMap<>(Map.of("b", 2, "a", 1)), new LinkedHashMap<>(big)),
                List.of(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)),
                List.of(new Point(1, 1000), new Point(1, Integer.valueOf(1000))),
                List.of(Collections.emptySet(), Set.of(), new HashSet<>()));
        for (List<Object> same : equals) {
            assertThat(same.stream().map(untyped()::encode).distinct()).hasSize(1);
        }
    }

    @Test
    void typedKeys_arePlainText() {
        assertThat(KeyCodecs.choose(String.class, SETTINGS).encode("@a:b")).isEqualTo("@a:b");
        assertThat(KeyCodecs.choose(Integer.class, SETTINGS).encode(42)).isEqualTo("42");
        assertThat(KeyCodecs.choose(Color.class, SETTINGS).encode(Color.GREEN)).isEqualTo("GREEN");
        assertThat(KeyCodecs.choose(Color.class, SETTINGS).decode("GREEN")).isEqualTo(Color.GREEN);
        assertThatThrownBy(() -> KeyCodecs.choose(Color.class, SETTINGS).decode("BLUE"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> KeyCodecs.choose(String.class, SETTINGS).encode("\ud800"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("unpaired surrogate");
        assertThatThrownBy(() -> untyped().encode(List.of("\ud800")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("unpaired surrogate");
    }

    @Test
    void names_tellTheLayout() {
        assertThat(KeyCodecs.choose(String.class, SETTINGS).name()).isEqualTo("str");
        assertThat(KeyCodecs.choose(Long.class, SETTINGS).name()).isEqualTo("long");
        assertThat(untyped().name()).isEqualTo("tagged");
        assertThat(KeyCodecs.choose(Point.class, SETTINGS).name()).isEqualTo("tagged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "@:",
                "@null",
                "@int",
                "@int:",
                "@int:01",
                "@int:x",
                "@int:1)",
                "@nope:1",
                "@str:a",
                "@list",
                "@list:",
                "@list(",
                "@list(a",
                "@list(a,",
                "@list(a,)",
                "@list(a))",
                "@list(a)b",
                "@list()()",
                "@list(a\\",
                "@list(\\a)",
                "@list(@str:a)",
                "@list(@int:1(a))",
                "@list(@nope)",
                "@list(@nope(a))",
                "@set(b,a)",
                "@set(a,a)",
                "@map(a)",
                "@map(a,b,a,c)",
                "@map(b,1,a,2)",
                "@opt(a,b)",
                "@arr:int(x)",
                "@arr:byte(1)",
                "@arr:java.lang.String(a)",
                "@enum:io.jcacheredis.codec.KeyCodecsTest$Color",
                "@enum:io.jcacheredis.codec.KeyCodecsTest$Color:BLUE",
                "@enum:io.jcacheredis.codec.KeyCodecsTest:RED",
                "@enum:java.lang.Object:RED",
                "@enum:io.jcacheredis.codec.NoSuchClass:RED",
                "@rec:io.jcacheredis.codec.KeyCodecsTest$Point(@int:1)",
                "@rec:io.jcacheredis.codec.KeyCodecsTest$Point(@int:1,@long:1)",
                "@rec:io.jcacheredis.codec.KeyCodecsTest$Point(@null,@int:1)",
                "@rec:io.jcacheredis.codec.KeyCodecsTest$Point(@int:1,@int:1,@int:1)",
                "@rec:io.jcacheredis.codec.KeyCodecsTest(a)",
                "@rec:int(@int:1)",
                "@enum:int:RED",
                "@key:java.lang.ProcessBuilder(a)",
                "@key:org.springframework.cache.interceptor.SimpleKey2(a)",
                "@bytes:*",
                "@bytes:AQI=",
                "@java:",
                "@java:AQI",
                "@uuid:1-1-1-1-1",
                "@uri:HTTP://A/",
            })
    void textOfNoKey_isRefused(String text) {
        assertThatThrownBy(() -> untyped().decode(text))
                .isInstanceOf(CodecException.class)
                .extracting(e -> ((CodecException) e).reason())
                .isIn(CodecException.Reason.UNREADABLE, CodecException.Reason.REFUSED_CLASS);
    }

    @Test
    void deepText_isRefused() {
        String deep = "@list(".repeat(100_000);
        assertThatThrownBy(() -> untyped().decode(deep)).isInstanceOf(CodecException.class);
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        assertThatThrownBy(() -> untyped().encode(cyclic))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested");
    }

    // Classes

    enum Watched {
        A;

        static {
            System.setProperty("jcache.redis.test.watched", "ran");
        }
    }

    @Test
    void classesThatAreNotAllowed_areRefusedBothWays_andNotInitialised() {
        KeyCodec<Object> codec = KeyCodecs.choose(Object.class, NOTHING_ALLOWED);
        for (Object key : List.of(Color.RED, new Point(1, 2), List.of(Color.RED), new Identifier("a"))) {
            assertThatThrownBy(() -> codec.encode(key))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("is not allowed to be deserialized; if you trust it, add");
            String text = untyped().encode(key);
            assertThatThrownBy(() -> codec.decode(text))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("is not allowed to be deserialized; if you trust it, add");
        }
        String watched = "@enum:" + getClass().getName() + "$Watched:A";
        assertThatThrownBy(() -> codec.decode(watched)).isInstanceOf(CodecException.class);
        assertThat(System.getProperty("jcache.redis.test.watched")).isNull();
        assertThat(untyped().decode(watched)).isEqualTo(Watched.A);
    }

    /** A file of that name is as good a class as any, though no compiler makes one. */
    @Test
    void nameOfAPrimitive_isNoReasonToLookForAClass() {
        List<String> asked = new ArrayList<>();
        ClassLoader loader = new ClassLoader(KeyCodecsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                asked.add(name);
                return super.loadClass(name, resolve);
            }
        };
        KeyCodec<Object> codec = KeyCodecs.choose(Object.class, CodecSettings.defaults(loader));
        for (String text : List.of("@rec:int(@int:1)", "@enum:int:A", "@rec:void()")) {
            assertThatThrownBy(() -> codec.decode(text)).hasMessageContaining("is not allowed");
        }
        assertThat(asked).isEmpty();
    }

    /** As the JSR-107 TCK has it: no default constructor, and an equals that can't take null. */
    static class Identifier implements Serializable {
        private static final long serialVersionUID = 1L;
        final String name;

        Identifier(String name) {
            this.name = name;
        }

        @Override
        @SuppressWarnings("EqualsUnsafeCast") // As it is there.
        public boolean equals(Object o) {
            return ((Identifier) o).name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class Parts implements Serializable {
        private static final long serialVersionUID = 1L;
        final Object first;
        final Object second;

        Parts(Object first, Object second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Parts p && Objects.deepEquals(p.first, first) && Objects.deepEquals(p.second, second);
        }

        @Override
        public int hashCode() {
            return Objects.hash(first, second);
        }
    }

    @Test
    @SuppressWarnings("StringOperationCanBeSimplified") // Instances of their own are what is tested.
    void serializedKeys_doNotTellWhichPartsAreShared() {
        String a = "aaa";
        Identifier id = new Identifier("i");
        Parts pair = new Parts(a, id);
        byte[] bytes = {1};
        List<List<Parts>> equals = List.of(
                List.of(new Parts(a, a), new Parts(a, new String(a))),
                List.of(new Parts(1000, 1000), new Parts(Integer.valueOf(1000), Integer.valueOf("1000"))),
                List.of(new Parts(id, id), new Parts(id, new Identifier("i")), new Parts(new Identifier("i"), id)),
                List.of(new Parts(pair, pair), new Parts(pair, new Parts(new String(a), new Identifier("i")))),
                List.of(new Parts(bytes, bytes), new Parts(bytes, bytes.clone())),
                List.of(new Parts(List.of(a), List.of(a)), new Parts(List.of(a), List.of(new String(a)))),
                List.of(new Parts(Color.RED, Color.RED), new Parts(Color.RED, Color.valueOf("RED"))));
        for (List<Parts> same : equals) {
            assertThat(same.stream().map(untyped()::encode).distinct()).hasSize(1);
            for (Parts key : same) {
                assertThat(untyped().decode(untyped().encode(key))).isEqualTo(key);
            }
        }
        assertThat(untyped().encode(new Parts("a", "b"))).isNotEqualTo(untyped().encode(new Parts("b", "a")));
        assertThat(untyped().encode(new Parts("a", "b"))).matches("@java:[A-Za-z0-9_-]+");
    }

    @Test
    void serializedKeys_doNotTellHowAnEqualUriWasWritten() {
        URI one = URI.create("http://example.com/%c3");
        URI other = URI.create("HTTP://Example.com/%C3");
        assertThat(untyped().encode(new Parts(one, new Parts(one, one))))
                .isEqualTo(untyped().encode(new Parts(other, new Parts(one, other))))
                .isEqualTo(untyped().encode(new Parts(one, new Parts(other, other))));
        assertThat(untyped().encode(new Parts(URI.create("a:/b"), null)))
                .isNotEqualTo(untyped().encode(new Parts(URI.create("a:/B"), null)));
    }

    @Test
    void serializedKeyWithAHashMap_comesBackEqual() {
        HashMap<Object, Object> map = new HashMap<>(1024);
        map.put("a", 1);
        Parts key = new Parts(map, null);
        assertThat(untyped().decode(untyped().encode(key))).isEqualTo(key);
    }

    @Test
    void serializedKeyThatContainsItself_isRefused() {
        Object[] cycle = new Object[1];
        Parts key = new Parts(cycle, "x");
        cycle[0] = key;
        assertThatThrownBy(() -> untyped().encode(key))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("contains itself");
    }

    @Test
    void keyThatCannotBeWritten_namesItsClassAndWhatHelps() {
        Object key = new Object() {};
        assertThatThrownBy(() -> untyped().encode(key))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(key.getClass().getName() + " is not Serializable")
                .hasMessageContaining("KeyCodec");
        assertThatThrownBy(() -> untyped().encode(new Parts("a", new Object() {})))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("is not Serializable");
    }

    @Test
    void keyOfAnotherType_isRefused() {
        String text = untyped().encode(new Parts("a", "b"));
        KeyCodec<Identifier> codec = KeyCodecs.choose(Identifier.class, SETTINGS);
        assertThatThrownBy(() -> codec.decode(text)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.decode("text")).isInstanceOf(CodecException.class);
    }
}
