package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.codec.ValueFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KindsTest {

    private enum Level {
        LOW,
        VERY_HIGH
    }

    private static final ClassLoader CLASSES = KindsTest.class.getClassLoader();

    static List<Arguments> readable() {
        return List.of(
                Arguments.of(Kinds.number(1, 10), " 1 ", 1),
                Arguments.of(Kinds.number(1, 10), "10", 10),
                Arguments.of(Kinds.size(1, 2048), "1B", 1L),
                Arguments.of(Kinds.size(1, 2048), "2KB", 2048L),
                Arguments.of(Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1)), "1ms", Duration.ofMillis(1)),
                Arguments.of(Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1)), "24h", Duration.ofDays(1)),
                Arguments.of(Kinds.flag(), "True", true),
                Arguments.of(Kinds.flag(), "false", false),
                Arguments.of(Kinds.onlyTrue(), "true", true),
                Arguments.of(Kinds.choice(Level.class), " Very-High", Level.VERY_HIGH),
                Arguments.of(Kinds.choice(ValueFormat.class), "json", ValueFormat.JSON),
                Arguments.of(Kinds.classPatterns(), " com.acme.** ;\n!b.* ", "com.acme.**;!b.*"),
                Arguments.of(Kinds.classPatterns(), "", ""));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void textOfAKind_isRead(Kind<?> kind, String text, Object expected) {
        assertThat(kind.read(text, CLASSES)).isEqualTo(expected);
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of(Kinds.number(1, 10), "0", "a number from 1 to 10"),
                Arguments.of(Kinds.number(1, 10), "11", "a number from 1 to 10"),
                Arguments.of(Kinds.size(1, 2048), "0B", "a size from 1B to 2KB, such as 512B, 10KB or 64MB"),
                Arguments.of(Kinds.size(1, 2048), "2049B", "a size from 1B to 2KB, such as 512B, 10KB or 64MB"),
                Arguments.of(Kinds.flag(), "yes", "one of true, false"),
                Arguments.of(Kinds.onlyTrue(), "false", "true"),
                Arguments.of(Kinds.choice(Level.class), "high", "one of low, very-high"),
                Arguments.of(Kinds.choice(Level.class), "lov", "one of low, very-high; did you mean low?"),
                Arguments.of(
                        Kinds.classPatterns(),
                        "a;com.*.Foo",
                        "patterns such as com.acme.Foo, com.acme.* or com.acme.**, separated by ; or in a list"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void anythingElse_isRefusedWithWhatIsExpected(Kind<?> kind, String text, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.read(text, CLASSES))
                .withMessage("expected is " + expected);
    }

    @Test
    void enums_areSpelledInLowerCaseWithHyphens() {
        assertThat(Kinds.spell(Level.VERY_HIGH)).isEqualTo("very-high");
        assertThat(Kinds.choice(Level.class).json().get("anyOf"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of("enum", List.of("low", "very-high")));
    }
}
