package io.jcacheredis.internal.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.invalidation.InvalidationEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How events are written in Redis. */
class EventFormsTest {

    private static final InvalidationEvent EVENT = InvalidationEvent.of("user.updated", Map.of("user_id", "é"));

    private static List<byte[]> entry(String... namesAndValues) {
        return Arrays.stream(namesAndValues).map(text -> text.getBytes(UTF_8)).toList();
    }

    @Test
    void entry_isItsFields_orHasTheEventAsJson() {
        assertThat(EventForms.ofEntry(entry("type", "user.updated", "user_id", "é")))
                .isEqualTo(EVENT);
        assertThat(EventForms.ofEntry(entry("event", "{\"type\": \"user.updated\", \"user_id\": \"é\"}")))
                .isEqualTo(EVENT);
        assertThat(EventForms.ofEntry(entry("trace", "1", "event", "{\"type\": \"user.updated\", \"user_id\": \"é\"}")))
                .isEqualTo(EVENT);
    }

    /** Who has a type needs no JSON, and may call an attribute as he likes. */
    @Test
    void entry_withAType_mayHaveAnAttributeThatIsCalledEvent() {
        InvalidationEvent event = EventForms.ofEntry(entry("event", "party", "type", "user.updated"));

        assertThat(event).isEqualTo(InvalidationEvent.of("user.updated", Map.of("event", "party")));
    }

    @Test
    void message_isJson() {
        assertThat(EventForms.ofJson("{\"type\": \"user.updated\", \"user_id\": \"é\"}".getBytes(UTF_8)))
                .isEqualTo(EVENT);
    }

    @ParameterizedTest
    @CsvSource({
        "a, secret, an event has a type",
        "type, '', must not be empty",
        "event, secret, JSON",
        "event, '', JSON",
        "event, '{\"a\": \"secret\"}', an event has a type",
    })
    void entry_thatIsNoEvent_isRefusedWithoutWhatItSays(String name, String value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventForms.ofEntry(entry(name, value)))
                .withMessageContaining(why)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }

    @Test
    void fieldTwice_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventForms.ofEntry(entry("type", "a", "x", "1", "x", "2")))
                .withMessage("it has a field twice");
    }

    @Test
    void textThatIsNoUtf8_isRefused() {
        byte[] half = {(byte) 0xC3};
        assertThatIllegalArgumentException().isThrownBy(() -> EventForms.ofJson(half));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventForms.ofEntry(List.of("type".getBytes(UTF_8), half)))
                .withMessage("it is no text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 19, 1 << 18})
    void textThatIsTooLong_isRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> EventForms.ofEntry(entry("type", "x".repeat(length))));
        assertThatIllegalArgumentException().isThrownBy(() -> EventForms.ofJson(new byte[length]));
    }

    @Test
    void tooManyFields_areRefused_andAsManyAsJsonMayHaveAreNot() {
        List<byte[]> fields = new ArrayList<>(entry("type", "t"));
        for (int i = 0; i < 256; i++) {
            fields.addAll(entry("a" + i, ""));
        }
        assertThat(EventForms.ofEntry(fields).attributes()).hasSize(256);

        fields.addAll(entry("one", "more"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventForms.ofEntry(fields))
                .withMessageContaining("257 fields");
    }
}
