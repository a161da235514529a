package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvalidationsTest {

    private static String of(String key) {
        return ">2\r\n$10\r\ninvalidate\r\n*1\r\n$" + key.length() + "\r\n" + key + "\r\n";
    }

    private static String reversed(String sent) {
        return new String(
                Invalidations.reversed(sent.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    @Test
    void messages_changePlaces_betweenAnswersThatStay() {
        assertThat(reversed("te\r\n" + of("a$1") + of("é") + "+PONG\r\n" + of("c") + of("d") + of("e") + ">2\r\n$10"))
                .isEqualTo("te\r\n" + of("é") + of("a$1") + "+PONG\r\n" + of("e") + of("d") + of("c") + ">2\r\n$10");
    }

    @Test
    void oneMessage_andAnswersAlone_areAsTheyWere() {
        assertThat(reversed(of("a"))).isEqualTo(of("a"));
        assertThat(reversed("$1\r\n1\r\n")).isEqualTo("$1\r\n1\r\n");
    }
}
