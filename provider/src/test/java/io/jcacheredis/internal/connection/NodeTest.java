package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How servers, and who logs in there, are written. */
class NodeTest {

    @ParameterizedTest
    @CsvSource({
        "cache.example, 6379, cache.example:6379",
        "::1, 6379, [::1]:6379",
        "/run/redis.sock, 0, /run/redis.sock"
    })
    void text_isThatOfAUrl(String host, int port, String text) {
        assertThat(new Node(host, port)).hasToString(text);
    }

    @Test
    void login_showsNeitherUserNorPassword() {
        assertThat(new Login("user", "secret")).hasToString("a login");
        assertThat(Login.NONE).hasToString("no login");
        assertThat(new Login("user", null)).hasToString("no login");
        assertThat(new Login(null, "secret")).hasToString("a login");
    }
}
