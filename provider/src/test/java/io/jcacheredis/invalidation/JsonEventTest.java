package io.jcacheredis.invalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as other programs write them. */
class JsonEventTest {

    @Test
    void object_isAnEvent() {
        assertThat(InvalidationEvent.ofJson(
                        "{\"type\": \"property.updated\", \"property_id\": \"prop-123\", \"tenant_id\": \"t1\"}"))
                .isEqualTo(
                        InvalidationEvent.of("property.updated", Map.of("property_id", "prop-123", "tenant_id", "t1")));
    }

    @Test
    void scalars_areTexts_asTheyAreWritten_andNullIsLeftOut() {
        InvalidationEvent event = InvalidationEvent.ofJson(
                " {\"a\": 12345678901234567890, \"b\": 1.50, \"c\": 1e3, \"d\": true, \"e\": false, \"f\": null,"
                        + " \"g\": \"\\u0041\\n*\", \"\": \"\", \"type\": \"t\"}\n");

        assertThat(event.type()).isEqualTo("t");
        assertThat(event.attributes())
                .containsExactly(
                        entry("a", "12345678901234567890"),
                        entry("b", "1.50"),
                        entry("c", "1e3"),
                        entry("d", "true"),
                        entry("e", "false"),
                        entry("g", "A\n*"),
                        entry("", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | no JSON object",
                "[] | no JSON object",
                "\"c4n4ry\" | no JSON object",
                "null | no JSON object",
                "{\"c4n4ry\": 1} | has a type",
                "{\"type\": null} | has a type",
                "{\"type\": 5} | type of an event is a text",
                "{\"type\": true} | type of an event is a text",
                "{\"type\": \"\"} | must not be empty",
                "{\"type\": {\"c4n4ry\": 1}} | an object or an array (character 10)",
                "{\"type\": \"t\", \"a\": [\"c4n4ry\"]} | an object or an array (character 20)",
                "{\"type\": \"t\", \"a\": {}} | an object or an array",
                "{\"type\": \"t\", \"c4n4ry\": 1, \"c4n4ry\": 2} | a name twice",
                "{\"type\": \"t\", \"type\": \"u\"} | a name twice",
                "{\"type\": \"t\"} {} | more than one",
                "{\"type\": \"t\"} c4n4ry | no well-formed JSON",
                "{\"type\": \"t\", \"a\": c4n4ry} | no well-formed JSON",
                "{\"type\": \"t\", \"a\": \"c4n4ry | no well-formed JSON",
                "{\"type\": \"t\", \"a\": NaN} | no well-formed JSON",
                "{'type': 't'} | no well-formed JSON",
                "{\"type\": \"t\", // c4n4ry | no well-formed JSON",
                "{\"type\": \"t\" | no well-formed JSON",
                "{ | no well-formed JSON",
            })
    void whatIsNoEvent_isRefused_withoutRepeatingIt(String json, String why) {
        assertThatThrownBy(() -> InvalidationEvent.ofJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("c4n4ry")
                .hasNoCause();
    }

    @Test
    void size_isBounded() {
        String fits = "{\"type\": \"t\", \"a\": \"" + "x".repeat(65_000) + "\"}";
        assertThat(InvalidationEvent.ofJson(fits).attribute("a").orElseThrow()).hasSize(65_000);
        assertThatThrownBy(() -> InvalidationEvent.ofJson(fits + " ".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 65536 characters");
        assertThat(InvalidationEvent.ofJson(attributes(256)).attributes()).hasSize(256);
        assertThatThrownBy(() -> InvalidationEvent.ofJson(attributes(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 256 attributes");
        String digits = "9".repeat(60_000);
        assertThat(InvalidationEvent.ofJson("{\"type\": \"t\", \"n\": " + digits + "}")
                        .attribute("n"))
                .hasValue(digits);
    }

    private static String attributes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"a" + i + "\": " + i)
                .collect(Collectors.joining(", ", "{\"type\": \"t\", ", "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNesting_isRefusedWhereItBegins(String open) {
        assertThatThrownBy(() -> InvalidationEvent.ofJson("{\"type\": \"t\", \"a\": " + open.repeat(10_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an object or an array");
    }

    /** What other mappers read as the name of a class is a text like any other. */
    @Test
    void classNames_areTexts() {
        InvalidationEvent event =
                InvalidationEvent.ofJson("{\"@class\": \"com.acme.Gadget\", \"type\": \"java.net.URL\"}");

        assertThat(event.type()).isEqualTo("java.net.URL");
        assertThat(event.attribute("@class")).hasValue("com.acme.Gadget");
        assertThatThrownBy(() -> InvalidationEvent.ofJson(null)).isInstanceOf(NullPointerException.class);
    }
}
