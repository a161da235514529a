package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

class GreetingTest {

    @ParameterizedTest
    @CsvSource({
        "7.0.0, 7, 0, true",
        "7.0.0, 7, 2, false",
        "7.0, 7, 0, true",
        "7, 7, 0, true",
        "6.2.14, 7, 0, false",
        "6.9.9, 7, 0, false",
        "8.0.0, 7, 2, true",
        "10.1.2, 7, 2, true",
        "7.10.0, 7, 2, true",
        "7.2.4, 7, 2, true",
        "7.1.9, 7, 2, false",
        "7.4.0-rc1, 7, 2, true",
        "255.255.255, 7, 0, true",
        "unstable, 7, 0, true",
        "'', 7, 0, true",
    })
    void atLeast_comparesNumbers(String version, int major, int minor, boolean expected) {
        assertThat(Greeting.atLeast(version, major, minor)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, 7.0.0",
        "redis, 7.2.4",
        "redis, 8.6.1",
        "valkey, 7.2.4",
        "valkey, 7.2.11",
        "valkey, 8.0.1",
        "valkey, 9.1.0"
    })
    void requireVersion_newEnough_passes(String server, String version) {
        assertThatCode(() -> Greeting.of(server(server, version)).requireVersion())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"redis, 6.2.14", "redis, 5.0.0", "valkey, 7.0.0"})
    void requireVersion_tooOld_saysWhatIsThereAndWhatIsNeeded(String server, String version) {
        assertThatThrownBy(() -> Greeting.of(server(server, version)).requireVersion())
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("Redis 7.0 or Valkey 7.2")
                .hasMessageContaining(server + " " + version);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, 7.0.15, false",
        "redis, 8.2.9, false",
        "redis, 8.4.0, true",
        "redis, 9.0.0, true",
        "valkey, 7.2.11, false",
        "valkey, 8.0.5, false",
        "valkey, 8.1.0, true",
        "valkey, 9.1.2, true",
        "redis, unstable, false",
    })
    void setsIfEqual_isSaidOfServersThatCertainlyDo(String server, String version, boolean expected) {
        assertThat(Greeting.of(server(server, version)).setsIfEqual()).isEqualTo(expected);
    }

    @Test
    void serverFeatures_areThoseOfTheOldestServer() {
        ServerFeatures features = new ServerFeatures();
        assertThat(features.setIfEqual()).as("nobody was met").isFalse();
        features.met(Greeting.of(server("redis", "8.4.0")));
        assertThat(features.setIfEqual()).isTrue();
        features.met(Greeting.of(server("redis", "8.2.0")));
        assertThat(features.setIfEqual()).isFalse();
        features.met(Greeting.of(server("redis", "8.4.0")));
        assertThat(features.setIfEqual()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replica", "sentinel"})
    void requireMaster_another_saysWhatItIs(String role) {
        assertThatThrownBy(() -> Greeting.of(server(Map.of("version", "8.0.0", "role", role)))
                        .requireMaster())
                .isInstanceOf(JedisConnectionException.class)
                .hasMessage("it is no master, but a " + role);
    }

    @Test
    void requireMaster_master_passes() {
        assertThatCode(() -> Greeting.of(server(Map.of("version", "8.0.0", "role", "master")))
                        .requireMaster())
                .doesNotThrowAnyException();
    }

    /** As a reply to another command is not. */
    @Test
    void of_replyWithoutAVersion_isOutOfStep() {
        assertThatThrownBy(() -> Greeting.of(server(Map.of("role", "master"))))
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("out of step");
    }

    @Test
    void explained_serverWithoutHello_isTooOld() {
        JedisException failure = Greeting.explained(new JedisDataException("ERR unknown command 'HELLO'"));

        assertThat(failure).isInstanceOf(JedisDataException.class).hasMessageContaining("too old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOPERM this user may not call HELLO", "ERR unknown command 'CLIENT'"})
    void explained_anotherFailure_staysWhatItIs(String message) {
        JedisException refused = new JedisAccessControlException(message);

        assertThat(Greeting.explained(refused)).isSameAs(refused);
    }

    private static Connection server(String server, String version) {
        return server(Map.of("server", server, "version", version));
    }

    private static Connection server(Map<String, Object> hello) {
        return new Connection(() -> null) {
            @Override
            @SuppressWarnings("unchecked") // the only command is HELLO
            public <T> T executeCommand(CommandObject<T> command) {
                return (T) hello;
            }
        };
    }
}
