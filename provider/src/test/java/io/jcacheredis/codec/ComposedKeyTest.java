package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposedKeyTest {

    private enum Color {
        RED {
            @Override
            public String toString() {
                return "not its name";
            }
        },
        GREEN
    }

    private record Filter(String city, int rooms, Color color) {}

    private static final String HERE = ComposedKeyTest.class.getName();

    /** What another JVM must write as well. */
    @Test
    void parts_haveTheseTexts() {
        assertThat(ComposedKey.of("user")).isEqualTo("user()");
        assertThat(ComposedKey.of("user", "t1", 42)).isEqualTo("user(t1,@int:42)");
        assertThat(ComposedKey.of("property:detail", "prop-123")).isEqualTo("property:detail(prop-123)");
        assertThat(ComposedKey.of("f", 1L, 1.5, true, 'x', new BigDecimal("1.50")))
                .isEqualTo("f(@long:1,@double:1.5,@bool:true,@char:x,@decimal:1.50)");
        assertThat(ComposedKey.of("f", LocalDate.of(2026, 7, 1), Duration.ofMinutes(90)))
                .isEqualTo("f(@localdate:2026-07-01,@duration:PT1H30M)");
        assertThat(ComposedKey.of("f", new UUID(1, 2))).isEqualTo("f(@uuid:00000000-0000-0001-0000-000000000002)");
        assertThat(ComposedKey.of("f", Color.RED)).isEqualTo("f(@enum:" + HERE + "$Color:RED)");
        assertThat(ComposedKey.of("f", new Filter("Rome, (IT)", 3, Color.GREEN)))
                .isEqualTo("f(@rec:" + HERE + "$Filter(Rome\\, \\(IT\\),@int:3,@enum:" + HERE + "$Color:GREEN))");
        assertThat(ComposedKey.of("f", (Object) null)).isEqualTo("f(@null)");
        assertThat(ComposedKey.of("f", "")).isEqualTo("f(@str:)");
        assertThat(ComposedKey.of("f", new int[] {1, 2})).isEqualTo("f(@arr:int(1,2))");
        assertThat(ComposedKey.of("f", Map.of("b", 2, "a", List.of()))).isEqualTo("f(@map(a,@list(),b,@int:2))");
        assertThat(ComposedKey.of("größe", "日本")).isEqualTo("größe(日本)");
    }

    /** Each of these is another call, and none may have the text of another one. */
    @Test
    void differentParts_haveDifferentTexts() {
        List<Object[]> calls = new ArrayList<>(List.of(
                new Object[] {},
                new Object[] {null},
                new Object[] {null, null},
                new Object[] {""},
                new Object[] {"", ""},
                new Object[] {"null"},
                new Object[] {"@null"},
                new Object[] {"@str:"},
                new Object[] {"a:b", "c"},
                new Object[] {"a", "b:c"},
                new Object[] {"a,b", "c"},
                new Object[] {"a", "b,c"},
                new Object[] {"a", "b", "c"},
                new Object[] {"a,b,c"},
                new Object[] {"a\\", "b,c"},
                new Object[] {"a\\,b", "c"},
                new Object[] {"a)", "(b"},
                new Object[] {"a),(b"},
                new Object[] {List.of("a", "b")},
                new Object[] {List.of("a", "b").toString()},
                new Object[] {"@list(a,b)"},
                new Object[] {Set.of("a", "b")},
                new Object[] {List.of("a"), List.of("b")},
                new Object[] {List.of("a", List.of("b"))},
                new Object[] {Optional.empty()},
                new Object[] {Optional.of("a")},
                new Object[] {new String[] {"a", "b"}},
                new Object[] {new int[] {1, 2}},
                new Object[] {new long[] {1, 2}},
                new Object[] {new Integer[] {1, 2}},
                new Object[] {List.of(1, 2)},
                new Object[] {List.of(1L, 2L)},
                new Object[] {"1"},
                new Object[] {1},
                new Object[] {1L},
                new Object[] {(short) 1},
                new Object[] {(byte) 1},
                new Object[] {1.0},
                new Object[] {1.0f},
                new Object[] {'1'},
                new Object[] {new BigDecimal("1")},
                new Object[] {new BigDecimal("1.0")},
                new Object[] {"@int:1"},
                new Object[] {0.0},
                new Object[] {-0.0},
                new Object[] {Color.RED},
                new Object[] {"RED"},
                new Object[] {new Filter("a", 1, Color.RED)},
                new Object[] {"a", 1, Color.RED},
                new Object[] {new byte[] {1}},
                new Object[] {" a"},
                new Object[] {"a"},
                new Object[] {"A"},
                new Object[] {"a\n"}));
        Set<String> texts = new HashSet<>();
        for (Object[] call : calls) {
            assertThat(texts.add(ComposedKey.of("f", call)))
                    .as("%s is new: %s", Arrays.deepToString(call), ComposedKey.of("f", call))
                    .isTrue();
        }
    }

    @Test
    void equalParts_haveTheSameText_whateverTheirClass() {
        Map<String, Integer> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>(Map.of("b", 2));
        other.put("a", 1);
        String text =
                ComposedKey.of("f", one, List.of(1, 2), new LinkedHashSet<>(List.of("x", "y", "z")), new int[] {1});
        assertThat(ComposedKey.of(
                        "f",
                        other,
                        new ArrayList<>(List.of(1, 2)),
                        new LinkedHashSet<>(List.of("z", "y", "x")),
                        new int[] {1}))
                .isEqualTo(text);
        assertThat(ComposedKey.of(
                        "f", new TreeMap<>(one), Arrays.asList(1, 2), new TreeSet<>(Set.of("x", "y", "z")), new int[] {1
                        }))
                .isEqualTo(text);
        assertThat(ComposedKey.of("f", new HashMap<>(one), List.of(1, 2), Set.of("x", "y", "z"), new int[] {1}))
                .isEqualTo(text);
    }

    /** Serialized, some of them would have a text, and a false one: the bytes of an atomic number say nothing of equals. */
    @Test
    void whatHasNoCertainText_isRefused_alsoWithinOtherParts() {
        List<Object> refused = List.of(
                Locale.ROOT,
                new Object(),
                Thread.currentThread(),
                new java.util.concurrent.atomic.AtomicInteger(1),
                new java.sql.Timestamp(0),
                Object.class);
        for (Object each : refused) {
            for (Object part : new Object[] {each, List.of("a", each), Optional.of(each), new Object[] {each}}) {
                assertThatThrownBy(() -> ComposedKey.of("f", "a", part))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining(each.getClass().getName())
                        .hasMessageContaining("use a record");
            }
        }
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> ComposedKey.of("f", itself)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> ComposedKey.of("f", "\uD800")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> ComposedKey.of("\uD800", "a")).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "a(b", ")", "a)b"})
    void nameThatCouldBeTakenForAnotherOneWithParts_isRefused(String name) {
        assertThatThrownBy(() -> ComposedKey.of(name, "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
