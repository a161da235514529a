package io.jcacheredis.invalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an event is made of. */
class InvalidationEventTest {

    @Test
    void attributes_areTexts_inTheirOrder() {
        UUID id = UUID.randomUUID();
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("text", "prop-123");
        given.put("whole", 7L);
        given.put("decimal", new BigDecimal("1.50"));
        given.put("flag", true);
        given.put("letter", 'x');
        given.put("constant", TimeUnit.DAYS);
        given.put("id", id);
        given.put("builder", CharBuffer.wrap("built"));
        given.put("missing", null);
        given.put("empty", "");

        InvalidationEvent event = InvalidationEvent.of("property.updated", given);

        assertThat(event.type()).isEqualTo("property.updated");
        assertThat(event.attributes())
                .containsExactly(
                        entry("text", "prop-123"),
                        entry("whole", "7"),
                        entry("decimal", "1.50"),
                        entry("flag", "true"),
                        entry("letter", "x"),
                        entry("constant", "DAYS"),
                        entry("id", id.toString()),
                        entry("builder", "built"),
                        entry("empty", ""));
        assertThat(event.attribute("whole")).hasValue("7");
        assertThat(event.attribute("missing")).isEmpty();
        assertThat(event.attribute("nobody")).isEmpty();
    }

    @Test
    void oneMap_hasTheTypeBesideTheAttributes() {
        Map<String, Object> seed = Map.of("type", "property.updated", "property_id", "prop-123", "tenant_id", "t1");

        assertThat(InvalidationEvent.of(seed))
                .isEqualTo(
                        InvalidationEvent.of("property.updated", Map.of("tenant_id", "t1", "property_id", "prop-123")));
    }

    @Test
    void whatMakesNoSense_isRefused_withoutItsValue() {
        assertThatThrownBy(() -> InvalidationEvent.of("", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> InvalidationEvent.of("a", Map.of("type", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be called type");
        for (Object nested : List.of(List.of("secret"), Map.of("a", "secret"), new String[] {"secret"})) {
            assertThatThrownBy(() -> InvalidationEvent.of("a", Map.of("name", nested)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("attribute name")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> InvalidationEvent.of(Map.of("property_id", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a type");
        assertThatThrownBy(() -> InvalidationEvent.of(Map.of("type", 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a text, not java.lang.Integer");
        assertThatThrownBy(() -> InvalidationEvent.of(null, Map.of())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> InvalidationEvent.of("a", null)).isInstanceOf(NullPointerException.class);
        Map<String, String> nameless = new HashMap<>();
        nameless.put(null, "x");
        assertThatThrownBy(() -> InvalidationEvent.of("a", nameless)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void nothing_canBeChanged() {
        Map<String, Object> given = new HashMap<>(Map.of("a", "1"));
        InvalidationEvent event = InvalidationEvent.of("t", given);
        given.put("a", "2");

        assertThat(event.attribute("a")).hasValue("1");
        assertThatThrownBy(() -> event.attributes().put("a", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void text_hasNoValues() {
        InvalidationEvent event = InvalidationEvent.of("user.deleted", Map.of("token", "secret"));

        assertThat(event).hasToString("InvalidationEvent user.deleted");
        assertThat(event)
                .hasSameHashCodeAs(InvalidationEvent.of("user.deleted", Map.of("token", "secret")))
                .isNotEqualTo(InvalidationEvent.of("user.deleted", Map.of("token", "other")))
                .isNotEqualTo(InvalidationEvent.of("user.created", Map.of("token", "secret")));
    }
}
