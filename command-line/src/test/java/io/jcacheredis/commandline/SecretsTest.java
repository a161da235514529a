package io.jcacheredis.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.connection.RedisAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource({
        "redis://user:secret@host:6379/0, redis://***@host:6379/0",
        "at redis://:secret@host is wrong, at redis://***@host is wrong",
        "rediss+cluster://:s@cret/x@n1;n2, rediss+cluster://***@n1;n2",
        "redis://host:6379, redis://host:6379",
        "Unmatched argument 'user:secret@host', Unmatched argument '***@host'",
        "user:password@host is wrong, ***@host is wrong",
        "redis://:password@host is wrong, redis://***@host is wrong",
        "redis://[[user]:password@]secret@host, redis://***@host",
        "mail to somebody@example.com, mail to somebody@example.com",
    })
    void masked_text_hasNoLogin(String text, String masked) {
        assertThat(Secrets.masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void masked_formOfAnAddress_isShown(String form) {
        assertThat(Secrets.masked(form)).isEqualTo(form);
    }

    static Stream<String> forms() {
        return Stream.concat(
                Stream.of("a password alone is written :password@host", RedisAddress.FORMS),
                Stream.of(RedisAddress.FORMS.split(", ", -1)));
    }

    @Test
    void masked_argumentWithBlanksAndQuotes_isHiddenAsAWhole() {
        String url = "redis://me:a 'b' c@host";

        assertThat(Secrets.masked("Unmatched argument '" + url + "'", List.of("get", url)))
                .isEqualTo("Unmatched argument 'redis://***@host'");
        assertThat(Secrets.masked("Unknown option: '--uri=" + url + "'", List.of("--uri=" + url)))
                .isEqualTo("Unknown option: '--uri=redis://***@host'");
    }
}
