package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushTest {

    @ParameterizedTest
    @CsvSource({"subscribe, true", "unsubscribe, true", "message, false", "invalidate, false", "SUBSCRIBE, false"})
    void answer_isWhatASubscriptionIsAnsweredBy(String kind, boolean expected) {
        Push push = new Push(List.of(kind.getBytes(US_ASCII), "channel".getBytes(US_ASCII), 1L));

        assertThat(push.isAnswer()).isEqualTo(expected);
    }

    @Test
    void kindThatIsNoText_isNoAnswer() {
        assertThat(new Push(List.of(1L)).isAnswer()).isFalse();
    }
}
